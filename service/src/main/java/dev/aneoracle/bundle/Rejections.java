package dev.aneoracle.bundle;

import dev.aneoracle.bundle.BundleRejectedException.Rejection;

/** Makes the exceptions for uploads that are not accepted. */
final class Rejections {

  private Rejections() {}

  static BundleRejectedException notCoreMl(String message) {
    return new BundleRejectedException(Rejection.NOT_A_CORE_ML_MODEL, message);
  }

  static BundleRejectedException lfsPointer(String name) {
    return new BundleRejectedException(
        Rejection.GIT_LFS_POINTER,
        name
            + " is a Git LFS pointer, not the file itself. Run `git lfs pull` where the model comes"
            + " from and send it again.");
  }

  static BundleRejectedException archive(String message) {
    return new BundleRejectedException(Rejection.ARCHIVE_REJECTED, message);
  }

  static BundleRejectedException unsupported(String message) {
    return new BundleRejectedException(Rejection.UNSUPPORTED_FORMAT, message);
  }

  static BundleRejectedException uploadTooLarge(long limit) {
    return new BundleRejectedException(
        Rejection.TOO_LARGE,
        "The upload is larger than the limit of "
            + ByteCount.describe(limit)
            + ". Send a smaller model, or ask the operator to raise the limit.");
  }

  static BundleRejectedException storageFull(String detail) {
    return new BundleRejectedException(
        Rejection.STORAGE_FULL,
        "The server's disk is too full for this upload ("
            + detail
            + "). Try again later, or ask the operator to make room.");
  }

  static BundleRejectedException incomplete(long received, Throwable cause) {
    var exception =
        new BundleRejectedException(
            Rejection.INCOMPLETE_UPLOAD,
            "The upload ended early, after "
                + received
                + " bytes. Check the connection and send it again.");
    exception.initCause(cause);
    return exception;
  }
}
