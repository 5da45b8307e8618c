package dev.aneoracle.bundle;

/** An upload that is not accepted; the message says what, which, and what to do. */
public final class BundleRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Rejection rejection;

  /** Creates the exception with a sentence for the user. */
  public BundleRejectedException(Rejection rejection, String message) {
    super(message);
    this.rejection = rejection;
  }

  /** Returns the kind of fault. */
  public Rejection rejection() {
    return rejection;
  }

  /** Why an upload is not accepted. */
  public enum Rejection {
    NOT_A_CORE_ML_MODEL,
    GIT_LFS_POINTER,
    ARCHIVE_REJECTED,
    UNSUPPORTED_FORMAT,
    TOO_LARGE,
    STORAGE_FULL,
    /** The client closed or stalled before the body's end. */
    INCOMPLETE_UPLOAD
  }
}
