package dev.aneoracle.api;

import dev.aneoracle.placement.Bounds;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** A number between two bounds, as far as its constants are known. */
@Schema(name = "Bounds", description = "A number that is known to lie between two others")
record BoundsResponse(
    @Schema(description = "The lower bound", example = "0.4") double least,
    @Schema(description = "The upper bound; the same where the number is known", example = "0.45")
        double most) {

  private static final MathContext DIGITS = new MathContext(4);

  static @Nullable BoundsResponse ofNullable(@Nullable Bounds bounds) {
    return bounds == null ? null : of(bounds);
  }

  static BoundsResponse of(Bounds bounds) {
    return new BoundsResponse(rounded(bounds.least()), rounded(bounds.most()));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
