package dev.aneoracle.api;

import dev.aneoracle.evaluation.MaintenanceNotice;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That a node takes no measurements for now. */
@Schema(name = "Maintenance", description = "That a node takes no measurements for now")
record MaintenanceResponse(
    @Schema(description = "When it was asked for first") Instant since,
    @Schema(description = "In the operator's words; null where none were given")
        @Nullable String reason) {

  static @Nullable MaintenanceResponse ofNullable(@Nullable MaintenanceNotice notice) {
    return notice == null ? null : new MaintenanceResponse(notice.since(), notice.reason());
  }
}
