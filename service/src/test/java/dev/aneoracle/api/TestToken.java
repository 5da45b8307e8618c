package dev.aneoracle.api;

import dev.aneoracle.access.Role;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The tokens of a {@link TokenServiceTest}. */
final class TestToken {

  private TestToken() {}

  static String of(Role role) {
    return switch (role) {
      case READ -> "token-of-the-reader";
      case SUBMIT -> "token-of-the-submitter";
      case ADMIN -> "token-of-the-admin";
    };
  }

  static String bearer(Role role) {
    return "Bearer " + of(role);
  }

  static String basic(String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("anyone:" + password).getBytes(StandardCharsets.UTF_8));
  }
}
