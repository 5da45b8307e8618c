package dev.aneoracle.placement;

/**
 * How long Core ML's cost model takes a whole model to last: an estimate by which Core ML places
 * operations, never a latency that was measured.
 *
 * @param totalMs with the placement that the prediction gives, changes of unit included
 * @param cpuMs with every operation on the CPU
 * @param timeShare the share of the operations' own time that is spent on the ANE, 0 to 1
 */
public record TimeEstimate(Bounds totalMs, Bounds cpuMs, Bounds timeShare) {}
