package dev.aneoracle.evaluation;

import org.springframework.util.unit.DataSize;

/**
 * How much may wait.
 *
 * @param evaluations how many evaluations may be queued
 * @param bytes how many bytes of models may be queued
 */
public record QueueLimits(int evaluations, DataSize bytes) {}
