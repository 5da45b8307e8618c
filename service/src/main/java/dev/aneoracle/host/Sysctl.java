package dev.aneoracle.host;

import java.util.Optional;
import java.util.OptionalLong;

/** Reads the kernel's named values on macOS (sysctl(3)). */
interface Sysctl {

  /** Returns a text value, empty where the kernel has no such name. */
  Optional<String> text(String name);

  /** Returns a whole number, empty where the kernel has no such name. */
  OptionalLong number(String name);
}
