package dev.aneoracle.helper;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param evaluation the evaluation's id, for logs
 * @param model the bundle on disk
 * @param computeUnits the compute units that Core ML may use, in the API's names
 * @param function the function of an ML Program, null for the default one
 */
public record MeasurementRequest(
    String evaluation, Path model, String computeUnits, @Nullable String function) {}
