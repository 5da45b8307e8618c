package dev.aneoracle.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token's holder may do; each role may do what those before it may. */
public enum Role {
  /** Look at everything that is about models. */
  READ,
  /** Submit models too. */
  SUBMIT,
  /** Everything: delete, look at metrics, run the service. */
  ADMIN;

  /** Returns whether the holder of this role may do what needs the other. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** Returns the role as it is written in settings and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Role> ofWord(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
