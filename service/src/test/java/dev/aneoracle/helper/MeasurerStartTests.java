package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how the helper is found, built, and missed. */
class MeasurerStartTests {

  @TempDir Path folder;

  private static Path program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.values()));
    return file;
  }

  private Capability capability(@Nullable Path configured, boolean appleSilicon) {
    return MeasurerStart.start(
            configured,
            appleSilicon,
            "boot-1",
            Measuring.settings(folder, Duration.ofSeconds(1)),
            () -> Instant.EPOCH)
        .capability();
  }

  private static String reason(Capability capability) {
    assertThat(capability).isInstanceOf(Capability.CannotMeasure.class);
    return ((Capability.CannotMeasure) capability).reason();
  }

  @Test
  void saysThatThereIsNoNeuralEngineOnAnotherMachine() {
    assertThat(reason(capability(null, false)))
        .isEqualTo("There is no Apple Neural Engine on this host, so it cannot measure.");
  }

  @Test
  void saysThatTheConfiguredProgramIsMissing() {
    assertThat(reason(capability(folder.resolve("nothing"), true)))
        .contains(folder.resolve("nothing").toString(), "ane-oracle.helper.path");
  }

  @Test
  void looksBelowTheWorkingDirectoryAndItsParent() {
    assertThat(MeasurerStart.places(Path.of("/a/b")))
        .containsExactly(Path.of("/a/b/native-agent"), Path.of("/a/native-agent"));
  }

  @Test
  void findsTheFirstBinaryThatCanBeRun() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Files.createDirectories(first.resolve("build"));
    Files.writeString(first.resolve("build/ane-agent"), "not executable");
    Path binary = program(second.resolve("build/ane-agent"), "exit 0");

    assertThat(MeasurerStart.find(List.of(first, second))).contains(binary);
  }

  @Test
  void findsNothingWhereThereAreNeitherBinaryNorSources() {
    assertThat(MeasurerStart.find(List.of(folder))).isEmpty();
  }

  @Test
  void buildsInTheFolderOfTheSources() throws IOException {
    Path make = program(folder.resolve("bin/make"), "mkdir build && cp \"$0\" build/ane-agent");

    assertThat(new HelperBuild(make.toString()).build(folder)).isTrue();
    assertThat(MeasurerStart.find(List.of(folder))).contains(folder.resolve("build/ane-agent"));
  }

  @Test
  void goesOnWhenTheBuildFails() throws IOException {
    Path make = program(folder.resolve("bin/make"), "echo 'no compiler'; exit 2");

    assertThat(new HelperBuild(make.toString()).build(folder)).isFalse();
  }

  @Test
  void goesOnWhenThereIsNoMake() {
    assertThat(new HelperBuild(folder.resolve("no-make").toString()).build(folder)).isFalse();
  }
}
