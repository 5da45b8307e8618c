package dev.aneoracle.api;

import dev.aneoracle.bundle.ModelDigest;
import org.jspecify.annotations.Nullable;

/** Reads model digests out of requests. */
final class Digests {

  /** For the API document. */
  static final String PATTERN = "^sha256:[0-9a-f]{64}$";

  private Digests() {}

  static ModelDigest parse(@Nullable String text) {
    try {
      return ModelDigest.parse(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST,
          "A model is named by its digest, sha256: and 64 hex digits, not '%s'."
              .formatted(text == null ? "" : text));
    }
  }

  static ApiException unknown(ModelDigest digest) {
    return new ApiException(ProblemType.UNKNOWN_MODEL, "No model %s is stored.".formatted(digest));
  }
}
