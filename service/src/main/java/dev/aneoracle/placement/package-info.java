/** Decides from a model's graph what would run on the Apple Neural Engine, and why not the rest. */
@NullMarked
package dev.aneoracle.placement;

import org.jspecify.annotations.NullMarked;
