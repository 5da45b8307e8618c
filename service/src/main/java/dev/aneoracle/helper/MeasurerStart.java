package dev.aneoracle.helper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the native helper, builds it on a Mac where only its sources are there, and starts it. */
public final class MeasurerStart {

  private static final Logger log = LoggerFactory.getLogger(MeasurerStart.class);
  private static final Path SOURCES = Path.of("native-agent");
  private static final Path BINARY = Path.of("build", "ane-agent");

  private MeasurerStart() {}

  /**
   * Returns a measurer by the helper, or one that says why there is none.
   *
   * @param configured the helper's binary, null where it is to be looked for
   * @param appleSilicon whether this is a Mac with a Neural Engine
   * @param boot what tells one boot of the machine from another
   */
  public static Measurer start(
      @Nullable Path configured,
      boolean appleSilicon,
      String boot,
      HelperSettings settings,
      InstantSource clock) {
    Optional<Path> binary =
        configured == null
            ? search(appleSilicon)
            : Optional.of(configured.toAbsolutePath()).filter(Files::isExecutable);
    if (binary.isPresent()) {
      return HelperMeasurer.start(binary.get(), boot, settings, clock);
    }
    String reason = absence(configured, appleSilicon);
    log.atInfo().log("Can only predict: {}", reason);
    return new AbsentMeasurer(reason);
  }

  /** Elsewhere a helper can only be one that simulates, which nobody gets without asking. */
  private static Optional<Path> search(boolean appleSilicon) {
    return appleSilicon ? find(places(Path.of("").toAbsolutePath())) : Optional.empty();
  }

  private static String absence(@Nullable Path configured, boolean appleSilicon) {
    if (configured != null) {
      return "There is no program at %s, where ane-oracle.helper.path has the native helper, so this host cannot measure."
          .formatted(configured);
    }
    return appleSilicon
        ? "The native helper is not installed, so this Mac cannot measure yet: run make in native-agent, or set ane-oracle.helper.path."
        : "There is no Apple Neural Engine on this host, so it cannot measure.";
  }

  /** Returns the folders of sources that belong to a working directory. */
  static List<Path> places(Path directory) {
    return Stream.of(directory, directory.getParent())
        .filter(place -> place != null)
        .map(place -> place.resolve(SOURCES))
        .toList();
  }

  /** Returns the first binary, or the one that the first sources give. */
  static Optional<Path> find(List<Path> places) {
    Optional<Path> built = built(places);
    if (built.isPresent()) {
      return built;
    }
    return places.stream()
        .filter(place -> Files.isRegularFile(place.resolve("Makefile")))
        .findFirst()
        .filter(place -> new HelperBuild("make").build(place))
        .flatMap(place -> built(List.of(place)));
  }

  private static Optional<Path> built(List<Path> places) {
    return places.stream()
        .map(place -> place.resolve(BINARY))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
