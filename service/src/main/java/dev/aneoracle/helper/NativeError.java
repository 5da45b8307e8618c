package dev.aneoracle.helper;

/** An {@code NSError} as the helper passes it on. */
public record NativeError(String domain, long code, String text) {}
