package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aneoracle.SettableClock;
import dev.aneoracle.helper.Capability;
import dev.aneoracle.host.HostInfo;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTests {

  private static final Capability CANNOT = new Capability.CannotMeasure("it has no ANE.");

  private DatabaseFixture database;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = TestDatabase.SQLITE.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Fleet joined(String name, Capability capability) {
    Fleet fleet =
        new Fleet(
            database.nodes(),
            true,
            FleetFixture.settings(name, "models"),
            () ->
                NodeReport.of(
                    new HostInfo(
                        name, "chip", "model", "os", "1", "build of " + name, "a", 1, false),
                    "1",
                    capability),
            new IdSource(new SettableClock(Samples.START)),
            new SettableClock(Samples.START),
            System::nanoTime);
    fleet.join();
    return fleet;
  }

  private static Capability can(String chip) {
    return Helpers.onChip(chip);
  }

  private static String name(Fleet fleet, String host) {
    return new Routes(fleet).to(host).orElseThrow().name();
  }

  @Test
  void goesToTheChipOfTheNodeAskedUnlessToldOtherwise() {
    joined("studio", can("Apple M4 Max"));
    Fleet mini = joined("mini", can("Apple M1"));

    assertThat(new Routes(mini).to(null).orElseThrow().name()).isEqualTo("M1");
    assertThat(name(mini, "any")).isEqualTo("any");
    assertThat(name(mini, "m4 max")).isEqualTo("M4 Max");
    assertThat(name(mini, "Apple M4 Max")).isEqualTo("M4 Max");
    assertThat(name(mini, "Studio")).isEqualTo("@studio");
  }

  @Test
  void goesToAnyThatMeasuresFromANodeThatCannot() {
    joined("mini", can("Apple M1"));
    Fleet box = joined("box", CANNOT);

    assertThat(new Routes(box).to(null).orElseThrow().name()).isEqualTo("any");
  }

  @Test
  void goesNowhereWhereNobodyMeasures() {
    Fleet box = joined("box", CANNOT);

    assertThat(new Routes(box).to(null)).isEmpty();
    assertThat(new Routes(box).to("any")).isEmpty();
  }

  @Test
  void waitsForANodeThatIsKnownAndAwayButNotForJustAnyone() {
    joined("mini", can("Apple M1")).close();
    Fleet box = joined("box", CANNOT);

    assertThat(name(box, "M1")).isEqualTo("M1");
    assertThat(name(box, "mini")).isEqualTo("@mini");
    assertThat(new Routes(box).to(null)).isEmpty();
  }

  @Test
  void refusesWhatNobodyHasHeardOf() {
    Fleet mini = joined("mini", can("Apple M1"));

    assertThatThrownBy(() -> new Routes(mini).to("M9"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("'M9'")
        .hasMessageContaining("any, M1, mini");
  }

  @Test
  void refusesANodeThatCannotMeasureAndSaysWhy() {
    Fleet box = joined("box", CANNOT);

    assertThatThrownBy(() -> new Routes(box).to("box"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("it has no ANE.");
    assertThatThrownBy(() -> new Routes(box).to("M1"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("leave 'host' out");
  }

  @Test
  void theAnswerDependsOnEveryNodeThatMayGiveIt() {
    joined("one", can("Apple M1"));
    joined("away", can("Apple M1")).close();
    joined("studio", can("Apple M4"));
    Fleet two = joined("two", can("Apple M1"));

    assertThat(new Routes(two).to("M1").orElseThrow().environments())
        .extracting(MeasuringEnvironment::osBuild)
        .containsExactlyInAnyOrder("build of one", "build of two");
    assertThat(new Routes(two).to("any").orElseThrow().environments()).hasSize(3);
    assertThat(new Routes(two).to("away").orElseThrow().environments())
        .extracting(MeasuringEnvironment::osBuild)
        .containsExactly("build of away");
  }
}
