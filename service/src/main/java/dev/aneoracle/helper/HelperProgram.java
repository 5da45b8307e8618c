package dev.aneoracle.helper;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** A started helper as seen from outside: its pipes and its life. */
interface HelperProgram {

  long pid();

  OutputStream input();

  InputStream output();

  InputStream errors();

  boolean isAlive();

  /** Waits for its end and returns its exit code, empty where it still lives after the limit. */
  OptionalInt awaitEnd(Duration limit) throws InterruptedException;

  /** Kills it and all that it started; does nothing where nothing is left. */
  void kill();
}
