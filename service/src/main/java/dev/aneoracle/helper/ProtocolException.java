package dev.aneoracle.helper;

import java.io.Serial;
import java.util.Locale;

/** A helper said what the protocol does not allow. */
final class ProtocolException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  ProtocolException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  /** The ways to break the protocol. */
  enum Reason {
    TOO_LONG,
    UNFINISHED,
    NOT_UTF_8,
    NOT_JSON,
    NOT_AN_OBJECT,
    NO_TYPE,
    UNKNOWN_TYPE,
    BAD_PROPERTY,
    UNKNOWN_ID,
    OUT_OF_ORDER,
    TOO_MUCH;

    /** Returns the name in the protocol's examples, such as {@code not-json}. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
