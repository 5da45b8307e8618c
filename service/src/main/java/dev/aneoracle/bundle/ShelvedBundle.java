package dev.aneoracle.bundle;

import java.time.Instant;

/**
 * What a stored model takes, and when it was last of use.
 *
 * @param bytes the size of its regular files
 */
public record ShelvedBundle(ModelDigest digest, long bytes, Instant lastUsed) {}
