package dev.aneoracle.placement;

/**
 * A Mac's chip.
 *
 * @param name such as {@code M1}
 * @param architecture the name the ANE compiler gives it, such as {@code h13g}
 * @param oldestMacos the first macOS in the data that runs on it
 */
record Chip(String name, String architecture, int oldestMacos) {}
