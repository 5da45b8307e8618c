package dev.aneoracle.access;

/**
 * Who makes a request.
 *
 * @param name the token's name, never the token
 */
public record Caller(String name, Role role) {

  /** Everyone on this machine, where there are no tokens. */
  public static final Caller LOCAL = new Caller("local", Role.ADMIN);
}
