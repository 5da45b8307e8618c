package dev.aneoracle.bundle;

import java.util.Objects;

/** Words the rejections of archives that are damaged or hold what they must not. */
final class ArchiveFaults {

  private ArchiveFaults() {}

  static BundleRejectedException damaged(Exception cause) {
    String reason =
        Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    var exception =
        Rejections.archive(
            "The archive is damaged or truncated ("
                + DisplayName.ofEntry(reason)
                + "). Make it again and send it anew.");
    exception.initCause(cause);
    return exception;
  }

  static BundleRejectedException damagedEntry(String name, Exception cause) {
    String reason =
        Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    BundleRejectedException exception = damagedEntry(name, DisplayName.ofEntry(reason));
    exception.initCause(cause);
    return exception;
  }

  static BundleRejectedException damagedEntry(String name, String how) {
    return Rejections.archive(
        "The archive's entry "
            + DisplayName.ofEntry(name)
            + " is damaged: "
            + how
            + ". Make the archive again and send it anew.");
  }

  static BundleRejectedException forbidden(String name, String what) {
    return Rejections.archive(
        "The archive's entry "
            + DisplayName.ofEntry(name)
            + " is "
            + what
            + ". Send only plain files and directories.");
  }

  static BundleRejectedException unsafeName(String name, String why) {
    return Rejections.archive(
        "The archive's entry "
            + DisplayName.ofEntry(name)
            + " "
            + why
            + ". Make the archive anew from the model's own directory.");
  }
}
