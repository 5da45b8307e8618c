package dev.aneoracle.api;

import dev.aneoracle.evaluation.Comparison;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same model under several settings. */
@Schema(name = "Comparison", description = "The same model under several compute units")
record ComparisonResponse(
    List<SettingResponse> settings,
    @Schema(
            description =
                "The setting that is faster than every other by more than the spread; null where"
                    + " none is, or where there are fewer than three samples")
        @Nullable String fastest) {

  static @Nullable ComparisonResponse ofNullable(@Nullable Comparison comparison) {
    return comparison == null
        ? null
        : new ComparisonResponse(
            comparison.settings().stream().map(SettingResponse::of).toList(), comparison.fastest());
  }

  /** The model under one setting. */
  @Schema(name = "ComparedSetting", description = "The model under one setting")
  record SettingResponse(
      @Schema(example = "CPU_ONLY") String computeUnits,
      @Schema(description = "Null where it failed")
          EvaluationResponse.@Nullable VerdictResponse verdict,
      @Schema(description = "How long loading took") long loadNanoseconds,
      @Schema(description = "How many predictions were timed") int samples,
      long medianNanoseconds,
      @Schema(description = "From the lower to the upper quartile") long spreadNanoseconds,
      @Schema(description = "Null unless it failed")
          EvaluationResponse.@Nullable FailureResponse failure) {

    private static SettingResponse of(Comparison.Setting setting) {
      return new SettingResponse(
          setting.computeUnits(),
          EvaluationResponse.VerdictResponse.ofNullable(setting.verdict()),
          setting.load(),
          setting.samples(),
          setting.median(),
          setting.spread(),
          EvaluationResponse.FailureResponse.ofNullable(setting.failure()));
    }
  }
}
