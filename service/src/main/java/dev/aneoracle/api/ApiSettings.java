package dev.aneoracle.api;

import java.time.Duration;

/**
 * What the API is told from outside.
 *
 * @param defaultTarget what is predicted where a request names no target and this host has no
 *     Neural Engine
 * @param maxEventListeners event streams that are open at once
 * @param eventHeartbeat how often a silent event stream shows that it is alive
 * @param maxConcurrentUploads uploads that come in at once
 */
public record ApiSettings(
    String defaultTarget,
    int maxEventListeners,
    Duration eventHeartbeat,
    int maxConcurrentUploads) {}
