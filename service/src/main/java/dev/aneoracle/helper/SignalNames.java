package dev.aneoracle.helper;

import java.util.Map;
import java.util.Optional;

/** Tells a death by signal from an exit, and names the signal. */
final class SignalNames {

  /** The JDK reports a death by signal as an exit code above this. */
  private static final int BY_SIGNAL = 0x80;

  private static final int SIGNALS = 64;

  private static final Map<Integer, String> EVERYWHERE =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 5, "SIGTRAP", 6, "SIGABRT", 8,
          "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV");
  private static final Map<Integer, String> ELSEWHERE =
      Map.of(13, "SIGPIPE", 14, "SIGALRM", 15, "SIGTERM", 24, "SIGXCPU", 25, "SIGXFSZ");
  private static final Map<Integer, String> MACOS =
      Map.of(7, "SIGEMT", 10, "SIGBUS", 12, "SIGSYS", 30, "SIGUSR1", 31, "SIGUSR2");
  private static final Map<Integer, String> LINUX =
      Map.of(7, "SIGBUS", 10, "SIGUSR1", 12, "SIGUSR2", 31, "SIGSYS");

  private final Map<Integer, String> system;

  SignalNames(String system) {
    this.system = system.startsWith("Mac") ? MACOS : LINUX;
  }

  static SignalNames ofThisSystem() {
    return new SignalNames(System.getProperty("os.name", ""));
  }

  /** Returns the signal's name, empty where the code is that of an exit. */
  Optional<String> name(int exitCode) {
    int signal = exitCode - BY_SIGNAL;
    if (signal <= 0 || signal > SIGNALS) {
      return Optional.empty();
    }
    String known = EVERYWHERE.getOrDefault(signal, ELSEWHERE.get(signal));
    return Optional.of(known != null ? known : system.getOrDefault(signal, "signal " + signal));
  }
}
