package dev.aneoracle.evaluation;

import java.time.Duration;

/**
 * When a queue counts as stuck.
 *
 * @param time without any progress, while something waits
 */
public record StuckAfter(Duration time) {}
