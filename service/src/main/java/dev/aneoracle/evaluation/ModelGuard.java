package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.coreml.CoreMlFormatException;
import java.io.IOException;

/**
 * Keeps a model in the store while it gets an evaluation: nobody who shares the store removes it as
 * unused meanwhile.
 */
interface ModelGuard {

  /** Does something that makes use of the model. Several may at once. */
  <T> T using(ModelDigest digest, Use<T> use) throws CoreMlFormatException, IOException;

  /** Does something while nobody makes use of the model. */
  void alone(ModelDigest digest, Removal removal) throws IOException;

  /** What makes use of a model. */
  interface Use<T> {
    T run() throws CoreMlFormatException, IOException;
  }

  /** What takes a model away. */
  interface Removal {
    void run() throws IOException;
  }
}
