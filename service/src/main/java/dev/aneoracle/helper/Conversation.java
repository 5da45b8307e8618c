package dev.aneoracle.helper;

import dev.aneoracle.helper.Helper.Event;
import dev.aneoracle.helper.HelperSettings.Limits;
import dev.aneoracle.helper.ProtocolException.Reason;
import dev.aneoracle.helper.RunOutcome.Blame;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request to one helper, from the question to the last of the late evidence. */
final class Conversation {

  private final Helper helper;
  private final HelperRequest request;
  private final Limits limits;
  private final Consumer<Measurer.Phase> progress;
  private final Gathering seen = new Gathering();
  private Measurer.@Nullable Phase phase;
  private Duration limit;
  private long began = System.nanoTime();

  Conversation(
      Helper helper, HelperRequest request, Limits limits, Consumer<Measurer.Phase> progress) {
    this.helper = helper;
    this.request = request;
    this.limits = limits;
    this.progress = progress;
    this.limit = limits.hello();
  }

  /** Asks, and returns how it ended. The helper may still live then. */
  RunOutcome hold() throws InterruptedException {
    helper.ask(request);
    while (true) {
      switch (helper.next(left())) {
        case null -> {
          return timedOut();
        }
        case Event.Babbled babbled -> {
          return nonsense(babbled.nonsense());
        }
        case Event.Fell _ -> {
          return died(helper.death());
        }
        case Event.Said(HelperMessage.Finished finished, int _) -> {
          gatherLate();
          return new RunOutcome.Completed(finished.run(), seen);
        }
        case Event.Said(HelperMessage.Failed failed, int _) -> {
          return NativeFailures.read(failed);
        }
        case Event.Said(HelperMessage.PhaseBegan next, int _) -> enter(next.phase());
        case Event.Said(HelperMessage message, int length) -> {
          try {
            seen.add(message, length);
          } catch (ProtocolException tooMuch) {
            return nonsense(tooMuch);
          }
        }
      }
    }
  }

  private void enter(Measurer.Phase next) {
    int predictions =
        request instanceof HelperRequest.Evaluate evaluate ? evaluate.predictions() : 1;
    phase = next;
    restart(limits.of(next, predictions));
    progress.accept(next);
  }

  private void restart(Duration next) {
    limit = next;
    began = System.nanoTime();
  }

  private Duration left() {
    return limit.minusNanos(System.nanoTime() - began);
  }

  /** Whatever happens here costs only what was still to come. */
  private void gatherLate() throws InterruptedException {
    restart(limits.lateEvidence());
    Event event = helper.next(left());
    while (event instanceof Event.Said(HelperMessage message, int length)) {
      try {
        seen.add(message, length);
      } catch (ProtocolException tooMuch) {
        note("Late evidence left out: " + tooMuch.getMessage());
        return;
      }
      event = helper.next(left());
    }
    if (event == null) {
      note("Late evidence did not end within " + Texts.of(limit) + ", and the helper was killed.");
      helper.kill();
    }
  }

  private void note(String text) {
    helper.log().logged(new HelperMessage.Logged(request.id(), HelperMessage.Level.WARN, text));
  }

  private RunOutcome timedOut() {
    helper.kill();
    return broken(
        Failure.Code.HELPER_TIMED_OUT,
        "The helper was killed %s, which may take %s%s Raise the limit if the model needs longer."
            .formatted(during(), Texts.of(limit), sentenceEnd(helper.lastWords())));
  }

  private static String sentenceEnd(String words) {
    return words.endsWith(".") ? words : words + ".";
  }

  /** A line that a signal cut off is the crash's fault. */
  private RunOutcome nonsense(ProtocolException nonsense) throws InterruptedException {
    if (nonsense.reason() == Reason.UNFINISHED
        && helper.death() instanceof Helper.Death.Signalled signalled) {
      return died(signalled);
    }
    return broken(
        Failure.Code.HELPER_PROTOCOL,
        "The helper cannot be understood %s: %s%s"
            .formatted(during(), nonsense.getMessage(), printed()));
  }

  private String printed() {
    String words = helper.lastWords();
    return words.equals(".") ? "" : words.substring(1);
  }

  private RunOutcome died(Helper.Death death) {
    return broken(
        Failure.Code.HELPER_CRASHED,
        "The helper %s %s%s".formatted(death.sentence(), during(), helper.lastWords()));
  }

  private String during() {
    return phase == null ? "before its first phase" : "during " + phase;
  }

  private static RunOutcome broken(Failure.Code code, String message) {
    return new RunOutcome.Failed(new Failure(code, message), Blame.HELPER);
  }
}
