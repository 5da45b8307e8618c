package dev.aneoracle.helper;

/**
 * Why an evaluation has no verdict.
 *
 * @param code a closed vocabulary
 * @param message what went wrong and what to do, for people
 */
public record Failure(Code code, String message) {

  /** The failures; the first five carry ANECompat's numbers. */
  public enum Code {
    READ_ERROR(3),
    COMPILE_ERROR(4),
    INPUT_ERROR(5),
    PREDICT_ERROR(6),
    OTHER_ERROR(7),
    HELPER_CRASHED(0),
    HELPER_TIMED_OUT(0),
    HELPER_PROTOCOL(0),
    HELPER_UNAVAILABLE(0),
    STORAGE_FULL(0);

    private final int status;

    Code(int status) {
      this.status = status;
    }

    /** Returns ANECompat's number, 0 where it has none. */
    public int status() {
      return status;
    }
  }
}
