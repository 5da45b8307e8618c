package dev.aneoracle.helper;

import java.io.IOException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No helper could be started; the machine's fault, not the model's. */
final class HelperUnavailableException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final Failure.Code code;

  HelperUnavailableException(String message) {
    super(message);
    this.code = Failure.Code.HELPER_UNAVAILABLE;
  }

  HelperUnavailableException(String what, IOException cause) {
    super(what + ": " + cause.getMessage(), cause);
    this.code =
        isFull(cause.getMessage()) ? Failure.Code.STORAGE_FULL : Failure.Code.HELPER_UNAVAILABLE;
  }

  Failure failure() {
    return new Failure(code, String.valueOf(getMessage()));
  }

  /** Tells a full disk or an exhausted quota by the system's own words. */
  static boolean isFull(@Nullable String message) {
    return message != null
        && List.of("No space left on device", "Disk quota exceeded").stream()
            .anyMatch(message::contains);
  }
}
