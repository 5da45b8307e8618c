package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aneoracle.SettableClock;
import dev.aneoracle.host.HostInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How nodes find and lose each other, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FleetTests {

  private final TestDatabase kind;

  private final FakeMeasurer measurer = new FakeMeasurer();
  private final AtomicLong nanoseconds = new AtomicLong();
  private DatabaseFixture database;

  FleetTests(TestDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    database = kind.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static HostInfo host(String name) {
    return new HostInfo(name, "Apple M1", "Mac1,1", "macOS", "12.6", "21G1", "aarch64", 1, false);
  }

  private Fleet fleet(boolean shared, String name, String instance, String store) {
    return new Fleet(
        database.nodes(),
        shared,
        FleetFixture.settings(instance, store),
        () -> NodeReport.of(host(name), "1", measurer.capability()),
        new IdSource(new SettableClock(Samples.START)),
        new SettableClock(Samples.START),
        nanoseconds::get);
  }

  private Fleet joined(String name) {
    Fleet fleet = fleet(true, name, name + "'s disk", "models");
    fleet.join();
    return fleet;
  }

  @Test
  void nodesSeeEachOtherWithThemselvesFirst() {
    Fleet b = joined("b");
    Fleet a = joined("a");
    b.renew();

    assertThat(a.nodes()).extracting(Node::name).containsExactly("a", "b");
    assertThat(b.nodes()).extracting(Node::name).containsExactly("b", "a");
    assertThat(b.nodes()).allMatch(Node::live);
    assertThat(b.nodes().getLast().report())
        .isEqualTo(NodeReport.of(host("a"), "1", measurer.capability()));
  }

  @Test
  void aNodeThatIsSilentLosesItsSessionAndGetsAnotherOne() {
    Fleet silent = joined("silent");
    String session = silent.session();
    Fleet other = joined("other");

    database.nodes().endSilent(Duration.ZERO);
    other.join();

    assertThat(other.nodes().getLast().live()).isFalse();
    assertThat(silent.renew()).isFalse();
    silent.join();
    assertThat(silent.renew()).isTrue();
    assertThat(silent.session()).isNotEqualTo(session);
  }

  @Test
  void aNodeThatWasHeardOfLatelyKeepsItsSession() {
    Fleet node = joined("node");

    assertThat(database.nodes().endSilent(Duration.ofHours(1))).isEmpty();
    assertThat(node.renew()).isTrue();
  }

  @Test
  void aNodeThatSaysGoodbyeIsNoLongerLive() {
    joined("leaving").close();

    assertThat(joined("staying").nodes().getLast().live()).isFalse();
  }

  @Test
  void aRestartedNodeTakesItsPlaceAtOnce() {
    Fleet before = joined("node");

    Fleet after = joined("node");

    assertThat(after.renew()).isTrue();
    assertThat(before.renew()).isFalse();
  }

  @Test
  void anotherMachineCannotTakeTheNameOfALiveNode() {
    joined("node");
    Fleet other = fleet(true, "node", "another disk", "models");

    assertThatThrownBy(other::join)
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("'node'")
        .hasMessageContaining("ane-oracle.node");
    database.nodes().endSilent(Duration.ZERO);
    other.join();
    assertThat(other.renew()).isTrue();
  }

  @Test
  void nodesThatDoNotShareTheirModelsCannotShareAQueue() {
    joined("node");

    assertThatThrownBy(fleet(true, "other", "other", "other models")::join)
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("'node'")
        .hasMessageContaining("ane-oracle.bundle-directory");
  }

  @Test
  void aNodeIsForgottenAfterALongAbsence() {
    joined("gone").close();

    database.nodes().forget(Duration.ofHours(1));
    assertThat(database.nodes().all()).hasSize(1);
    database.nodes().forget(Duration.ZERO);
    assertThat(database.nodes().all()).isEmpty();
  }

  @Test
  void lapsesWhenItCouldNotRenewForAsLongAsTheOthersWait() {
    Fleet node = joined("node");

    nanoseconds.set(Duration.ofSeconds(60).toNanos());
    assertThat(node.lapsed()).isFalse();
    nanoseconds.incrementAndGet();
    assertThat(node.lapsed()).isTrue();
    node.renew();
    assertThat(node.lapsed()).isFalse();
  }

  @Test
  void aloneOnItsDatabaseItNeedsNoHeartbeat() {
    joined("before it was renamed");
    Fleet alone = fleet(false, "node", "here", "other models");

    alone.join();
    nanoseconds.set(Duration.ofDays(1).toNanos());

    assertThat(alone.renew()).isTrue();
    assertThat(alone.lapsed()).isFalse();
    assertThat(alone.nodes()).extracting(Node::name).containsExactly("node");
  }
}
