package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aneoracle.helper.ProtocolException.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests which message may come when. */
class DialogueTests {

  private static final HelperRequest REQUEST = new HelperRequest.PlanModel("r", "/c", "ALL");
  private static final HelperMessage PHASE =
      new HelperMessage.PhaseBegan("r", Measurer.Phase.PLANNING);
  private static final HelperMessage RESULT = new HelperMessage.Finished("r", null);
  private static final HelperMessage LOG =
      new HelperMessage.Logged(null, HelperMessage.Level.INFO, "t");

  private static void refuses(Dialogue dialogue, HelperMessage message, Reason reason) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> dialogue.after(message))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void beginsWithHello() {
    refuses(new Dialogue.Silent(), PHASE, Reason.OUT_OF_ORDER);
  }

  @Test
  void hasNoAnswerBeforeARequest() {
    refuses(new Dialogue.Greeted(), RESULT, Reason.OUT_OF_ORDER);
  }

  @Test
  void hasOnlyLateEvidenceAfterTheResult() throws ProtocolException {
    Dialogue answered = new Dialogue.Greeted().ask(REQUEST).after(PHASE).after(RESULT);

    refuses(answered, PHASE, Reason.OUT_OF_ORDER);
    refuses(answered, RESULT, Reason.OUT_OF_ORDER);
    assertThat(answered.after(new HelperMessage.EvidenceFound("r", new Evidence("k", Map.of()))))
        .isEqualTo(answered);
  }

  @Test
  void hasNothingAfterAFailure() throws ProtocolException {
    Dialogue over =
        new Dialogue.Asked(REQUEST).after(new HelperMessage.Failed("r", 3, null, "d", 1, "m"));

    refuses(over, LOG, Reason.OUT_OF_ORDER);
  }

  @Test
  void takesALineForTheLogAtAnyTimeBefore() throws ProtocolException {
    for (Dialogue dialogue :
        List.of(
            new Dialogue.Silent(),
            new Dialogue.Greeted(),
            new Dialogue.Asked(REQUEST),
            new Dialogue.Answered("r"))) {
      assertThat(dialogue.after(LOG)).isEqualTo(dialogue);
    }
  }

  @Test
  void refusesAResultOfTheOtherKind() {
    HelperMessage run =
        new HelperMessage.Finished(
            "r",
            new HelperMessage.RunResult(List.of(), "/c", null, true, new Timings(0, 0, List.of())));

    refuses(new Dialogue.Asked(REQUEST), run, Reason.BAD_PROPERTY);
  }
}
