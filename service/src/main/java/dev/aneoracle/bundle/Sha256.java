package dev.aneoracle.bundle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash function that names content here. */
final class Sha256 {

  private Sha256() {}

  static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
