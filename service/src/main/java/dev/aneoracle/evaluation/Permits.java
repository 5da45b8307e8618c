package dev.aneoracle.evaluation;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler's task whose executions are permits to measure one evaluation. */
final class Permits {

  private static final Logger log = LoggerFactory.getLogger(Permits.class);

  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration PUT_OFF = Duration.ofSeconds(20);

  /** More than any permit is put off, and than the clocks of nodes differ. */
  static final Duration LONGEST_AHEAD = Duration.ofMinutes(1);

  private Permits() {}

  /** This node's share of the permits: while anything holds it they are left to others. */
  static final class Supply {

    private final Supplier<Scheduler> scheduler;
    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);

    Supply(Supplier<Scheduler> scheduler) {
      this.scheduler = scheduler;
    }

    synchronized void hold(Hold why) {
      if (holds.add(why)) {
        scheduler.get().pause();
      }
    }

    synchronized void release(Hold why) {
      if (holds.remove(why) && holds.isEmpty()) {
        scheduler.get().resume();
        look();
      }
    }

    /** Looks for permits now instead of at the next turn. */
    void look() {
      scheduler.get().triggerCheckForDueExecutions();
    }
  }

  /** Why a node takes no permits. */
  enum Hold {
    MAINTENANCE,
    CANNOT_MEASURE
  }

  /** Returns the task whose executions are permits to take work of a route. */
  static Task<Void> task(
      String route, MeasuringWorker worker, EvaluationRepository repository, InstantSource clock) {
    return Tasks.custom(Route.task(route), Void.class)
        .onFailure(new RetryLater(clock))
        .onDeadExecution(new TakeBack(repository, clock))
        .execute((_, _) -> run(worker, route, clock));
  }

  private static CompletionHandler<Void> run(
      MeasuringWorker worker, String route, InstantSource clock) {
    try {
      return switch (worker.runNext(route)) {
        case USED -> new CompletionHandler.OnCompleteRemove<>();
        case KEPT ->
            (complete, operations) -> operations.reschedule(complete, clock.instant().plus(RETRY));
        case PUT_OFF ->
            (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(PUT_OFF));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return (complete, operations) -> operations.reschedule(complete, clock.instant());
    }
  }

  /** A permit whose run threw is due again a little later: the row it claimed is still there. */
  private record RetryLater(InstantSource clock) implements FailureHandler<Void> {
    @Override
    public void onFailure(ExecutionComplete complete, ExecutionOperations<Void> operations) {
      operations.reschedule(complete, clock.instant().plus(RETRY));
    }
  }

  /** The node that held the permit is silent: what it had claimed goes back if it is gone. */
  private record TakeBack(EvaluationRepository repository, InstantSource clock)
      implements DeadExecutionHandler<Void> {
    @Override
    public void deadExecution(ExecutionComplete complete, ExecutionOperations<Void> operations) {
      log.atWarn()
          .addKeyValue("node", complete.getExecution().pickedBy)
          .addKeyValue("evaluations", repository.releaseOrphaned())
          .log("a permit's node is silent, the permit is due again");
      operations.reschedule(complete, clock.instant());
    }
  }
}
