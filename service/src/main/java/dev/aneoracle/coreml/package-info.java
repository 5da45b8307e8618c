/**
 * Reads every Core ML format into one {@link dev.aneoracle.coreml.Model}: interface and graph,
 * never weights.
 */
@NullMarked
package dev.aneoracle.coreml;

import org.jspecify.annotations.NullMarked;
