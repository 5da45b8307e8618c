package dev.aneoracle.bundle;

import java.nio.file.Path;

/**
 * One file that was in an archive.
 *
 * @param file where it lies now, under a name of ours
 * @param sha256 its digest in hexadecimal
 * @param isLfsPointer whether Git LFS left it in place of the file itself
 */
record UnpackedFile(Path file, long size, String sha256, boolean isLfsPointer) {}
