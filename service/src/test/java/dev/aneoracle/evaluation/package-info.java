/** Tests of evaluations, their rows, queue and workers. */
@NullMarked
package dev.aneoracle.evaluation;

import org.jspecify.annotations.NullMarked;
