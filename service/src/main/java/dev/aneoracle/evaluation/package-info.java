/**
 * The evaluation: one model under one set of options, answered once; its rows, queue and workers.
 */
@NullMarked
package dev.aneoracle.evaluation;

import org.jspecify.annotations.NullMarked;
