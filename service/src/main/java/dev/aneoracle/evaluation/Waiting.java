package dev.aneoracle.evaluation;

/**
 * What decides when a queued evaluation is taken.
 *
 * @param submitter in whose line it stands
 * @param priority 0 to 9, higher first
 */
record Waiting(String id, String submitter, int priority) {}
