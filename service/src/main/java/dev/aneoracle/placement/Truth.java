package dev.aneoracle.placement;

/** Whether something holds, as far as the file says. */
enum Truth {
  TRUE,
  FALSE,
  UNKNOWN;

  /** Returns the truth of a known statement. */
  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Returns whether both hold; one that does not hold is enough to know. */
  Truth and(Truth other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : TRUE;
  }
}
