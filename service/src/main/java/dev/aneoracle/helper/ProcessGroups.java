package dev.aneoracle.helper;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** Kills process groups, which the JDK knows nothing of. */
final class ProcessGroups {

  private static final int SIGKILL = 9;
  private static final Signals SIGNALS = Native.load(Platform.C_LIBRARY_NAME, Signals.class);

  private ProcessGroups() {}

  /** Kills every process of a group; does nothing where there is no such group. */
  static void kill(long leader) {
    if (leader > 1 && leader <= Integer.MAX_VALUE) {
      SIGNALS.kill((int) -leader, SIGKILL);
    }
  }

  /** The one function of the C library that is called. */
  interface Signals extends Library {
    int kill(int process, int signal);
  }
}
