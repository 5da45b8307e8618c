package dev.aneoracle.placement;

import dev.aneoracle.coreml.Model;
import org.jspecify.annotations.Nullable;

/** A model as it was laid out and placed, for what is said of the whole of it. */
record Graphwide(Model model, Flow flow, @Nullable TimeEstimate estimate) {}
