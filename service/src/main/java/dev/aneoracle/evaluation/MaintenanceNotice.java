package dev.aneoracle.evaluation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a node takes no measurements for now.
 *
 * @param since when that was asked for first
 * @param reason in the operator's words, null where none were given
 */
public record MaintenanceNotice(Instant since, @Nullable String reason) {}
