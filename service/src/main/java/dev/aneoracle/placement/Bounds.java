package dev.aneoracle.placement;

/**
 * A number that is known to lie between two others.
 *
 * @param least the lower bound
 * @param most the upper bound, the same as the lower one where the number is known
 */
public record Bounds(double least, double most) {}
