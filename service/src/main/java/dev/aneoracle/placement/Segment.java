package dev.aneoracle.placement;

import org.jspecify.annotations.Nullable;

/**
 * A maximal part of the graph that is loaded into the ANE as one program.
 *
 * @param key its name in ANECompat's form
 * @param stage the stage of a pipeline it belongs to, from 0; null where the model is no pipeline
 * @param function the function of an ML Program it belongs to; null for a neural network
 * @param operationCount how many operations it holds
 * @param keyConstructed whether the key is made by us in the classic form for a runtime of which no
 *     key is published
 */
public record Segment(
    SegmentKey key,
    @Nullable Integer stage,
    @Nullable String function,
    int operationCount,
    boolean keyConstructed) {}
