package dev.aneoracle.access;

/** How strangers are kept out. */
public sealed interface Access {

  /** There are no tokens: only this machine may ask. */
  record LoopbackOnly() implements Access {}

  /** Only holders of a token may ask. */
  record ByToken(TokenRegistry tokens, FailureLimiter failures) implements Access {}
}
