package dev.aneoracle.helper;

import org.jspecify.annotations.Nullable;

/**
 * An ANE compile as the hooks saw it.
 *
 * @param model the number of the ANE model within the helper
 * @param error why it failed, null where it succeeded
 */
public record ObservedCompile(int model, long nanoseconds, @Nullable NativeError error) {}
