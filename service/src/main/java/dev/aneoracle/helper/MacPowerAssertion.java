package dev.aneoracle.helper;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a Mac from sleeping by itself, by the public calls of IOKit ({@code IOPMLib.h}). A Mac that
 * refuses may fall asleep during a measurement, which is worth a line and no more.
 */
final class MacPowerAssertion implements PowerAssertion {

  private static final Logger log = LoggerFactory.getLogger(MacPowerAssertion.class);
  private static final int LEVEL_ON = 255;
  private static final int UTF_8 = 0x08000100;

  private final IoKit power = Native.load("IOKit", IoKit.class);
  private final CoreFoundation foundation = Native.load("CoreFoundation", CoreFoundation.class);

  @Override
  public Held hold() {
    Pointer type = text("PreventUserIdleSystemSleep");
    Pointer name = text("ANE Oracle measures a model");
    IntByReference id = new IntByReference();
    int refused = power.IOPMAssertionCreateWithName(type, LEVEL_ON, name, id);
    foundation.CFRelease(type);
    foundation.CFRelease(name);
    if (refused != 0) {
      log.atWarn().addKeyValue("code", refused).log("this Mac may fall asleep while it measures");
      return () -> {};
    }
    return () -> power.IOPMAssertionRelease(id.getValue());
  }

  private Pointer text(String text) {
    return foundation.CFStringCreateWithCString(Pointer.NULL, text, UTF_8);
  }

  /** The calls of IOKit; an assertion's id is a {@code uint32_t}. */
  @SuppressWarnings("MethodName") // Apple's names
  interface IoKit extends Library {
    int IOPMAssertionCreateWithName(Pointer type, int level, Pointer name, IntByReference id);

    int IOPMAssertionRelease(int id);
  }

  /** The calls that make and free the texts which IOKit takes. */
  @SuppressWarnings("MethodName") // Apple's names
  interface CoreFoundation extends Library {
    Pointer CFStringCreateWithCString(Pointer allocator, String text, int encoding);

    void CFRelease(Pointer object);
  }
}
