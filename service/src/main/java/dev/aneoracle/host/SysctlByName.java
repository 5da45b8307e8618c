package dev.aneoracle.host;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Asks the running macOS kernel through {@code sysctlbyname} of libSystem. */
final class SysctlByName implements Sysctl {

  private final SystemLibrary system = Native.load("System", SystemLibrary.class);

  @Override
  public Optional<String> text(String name) {
    Memory value = read(name);
    return value == null ? Optional.empty() : Optional.of(value.getString(0).strip());
  }

  @Override
  public OptionalLong number(String name) {
    Memory value = read(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        value.size() >= Long.BYTES ? value.getLong(0) : Integer.toUnsignedLong(value.getInt(0)));
  }

  private @Nullable Memory read(String name) {
    LongByReference size = new LongByReference();
    if (system.sysctlbyname(name, null, size, null, 0) != 0 || size.getValue() < Integer.BYTES) {
      return null;
    }
    Memory value = new Memory(size.getValue());
    return system.sysctlbyname(name, value, size, null, 0) == 0 ? value : null;
  }

  /**
   * The one function of libSystem that is called; {@code size_t} is 64 bits on every Mac served.
   */
  interface SystemLibrary extends Library {

    int sysctlbyname(
        String name,
        @Nullable Pointer oldValue,
        LongByReference oldLength,
        @Nullable Pointer newValue,
        long newLength);
  }
}
