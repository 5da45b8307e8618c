package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aneoracle.helper.HelperMessage.Described;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests how events become segments. */
class GatheringTests {

  private static final NativeError ERROR = new NativeError("d", 1, "t");

  private final Gathering gathering = new Gathering();

  private void load(@Nullable Described described, @Nullable NativeError error)
      throws ProtocolException {
    gathering.add(
        new HelperMessage.AneLoaded("r", 1, described, "load:", error == null, 5, error), 10);
  }

  private void call(int prediction, @Nullable NativeError error, boolean asynchronous)
      throws ProtocolException {
    gathering.add(
        new HelperMessage.AneCalled(
            "r", 1, null, "e:", prediction, error == null, asynchronous, 5, error, null, null),
        10);
  }

  private ObservedSegment segment() {
    return gathering.segments().getFirst();
  }

  @Test
  void addsWhatBecomesKnownLater() throws ProtocolException {
    load(new Described(null, "id", null, null, List.of("a"), null, null), null);
    load(new Described("not a key", null, null, "cache", null, List.of("b"), List.of("s")), null);

    assertThat(segment().identity()).isEqualTo("id");
    assertThat(segment().inputs()).containsExactly("a");
    assertThat(segment().outputs()).containsExactly("b");
    assertThat(segment().states()).containsExactly("s");
    assertThat(segment().location()).isEqualTo("cache");
    assertThat(segment().keyText()).isEqualTo("not a key");
    assertThat(segment().key()).isNull();
  }

  @Test
  void forgetsAFailedLoadWhenAnotherSucceeds() throws ProtocolException {
    load(null, ERROR);
    assertThat(segment().loadError()).isEqualTo(ERROR);

    load(null, null);

    assertThat(segment().loadError()).isNull();
  }

  @Test
  void countsOnlySuccessfulCallsWithinPredictions() throws ProtocolException {
    call(-1, null, false);
    call(0, null, false);
    call(0, null, true);
    call(0, ERROR, false);

    assertThat(segment().calls()).isEqualTo(2);
    assertThat(segment().asynchronousCalls()).isEqualTo(1);
    assertThat(segment().failedCalls()).isEqualTo(1);
    assertThat(segment().nanoseconds()).isEqualTo(10);
  }

  @Test
  void keepsTheErrorOfACompile() throws ProtocolException {
    gathering.add(new HelperMessage.AneCompiled("r", 1, null, "c:", false, 5, ERROR), 10);

    assertThat(gathering.compiles()).containsExactly(new ObservedCompile(1, 5, ERROR));
  }

  @Test
  void refusesMoreThanItMayKeep() throws ProtocolException {
    HelperMessage piece = new HelperMessage.EvidenceFound("r", new Evidence("k", Map.of()));
    gathering.add(piece, 60 << 20);

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> gathering.add(piece, 10 << 20))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(ProtocolException.Reason.TOO_MUCH));
  }

  @Test
  void readsNoKeyInAnotherForm() {
    assertThat(SegmentKeys.read("{\"isegment\":\"0\",\"inputs\":{},\"outputs\":{}}")).isNull();
    assertThat(SegmentKeys.read("{\"isegment\":0,\"inputs\":{}}")).isNull();
    assertThat(SegmentKeys.read("{\"isegment\":0,\"inputs\":{\"a\":{}},\"outputs\":{}}")).isNull();
    assertThat(SegmentKeys.read("main__Op0_AneInference")).isNull();
  }
}
