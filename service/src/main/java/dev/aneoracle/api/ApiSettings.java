package dev.aneoracle.api;

/**
 * What the API is told from outside.
 *
 * @param defaultTarget what is predicted where a request names no target and this host has no
 *     Neural Engine
 */
public record ApiSettings(String defaultTarget) {}
