package dev.aneoracle.helper;

import java.io.IOException;

/** Starts helpers. */
interface HelperLauncher {

  /** Returns the SHA-256 of what is started, {@code sha256:…}. */
  String digest() throws IOException;

  /** Starts a helper that keeps its files in the given folder. */
  HelperProgram launch(HelperHome home) throws IOException;
}
