package dev.aneoracle.bundle;

import java.nio.file.Path;

/**
 * An upload as it came.
 *
 * @param sha256 in hexadecimal
 */
record Received(Path file, Container container, long bytes, String sha256) {}
