package dev.aneoracle.evaluation;

import java.time.Instant;

/**
 * A node as the others know it.
 *
 * @param live whether it was heard of lately
 * @param lastSeen by the database's clock
 */
public record Node(String name, boolean live, Instant lastSeen, NodeReport report) {}
