package dev.aneoracle.api;

import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.EvaluationChange;
import dev.aneoracle.evaluation.EvaluationService;
import dev.aneoracle.evaluation.EvaluationService.Progress;
import dev.aneoracle.evaluation.EvaluationState;
import dev.aneoracle.helper.Measurer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends every change of state, phase and queue position to those who listen. All of it happens in
 * one thread, in the order in which the changes were made, so that nobody sees them in another.
 * What other nodes do is seen by looking again every second.
 */
final class EventFeed implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(EventFeed.class);

  private static final String HEARTBEAT = ":\n\n";
  private static final String RETRY = "retry: 3000\n\n";
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final long GATHER_MILLISECONDS = 100;

  private final EvaluationService evaluations;
  private final ApiSettings settings;
  private final JsonMapper json;
  private final AtomicInteger open = new AtomicInteger();

  /** Null while the service is not running; a context may be stopped and started again. */
  private volatile @Nullable ScheduledExecutorService thread;

  // These belong to the thread.
  private final Map<String, Watched> watched = new HashMap<>();
  private final Map<String, Measurer.Phase> phases = new HashMap<>();
  private boolean queueMoved;

  EventFeed(EvaluationService evaluations, ApiSettings settings, JsonMapper json) {
    this.evaluations = evaluations;
    this.settings = settings;
    this.json = json;
  }

  /** Takes a place among the listeners; false where there is none, or the service is stopping. */
  boolean enter() {
    if (!isRunning()) {
      return false;
    }
    if (open.incrementAndGet() <= settings.maxEventListeners()) {
      return true;
    }
    leave();
    return false;
  }

  void leave() {
    open.decrementAndGet();
  }

  int listeners() {
    return open.get();
  }

  /** Sends a stream where the evaluation stands, unless it knows, and what becomes of it. */
  void add(String id, EventStream stream, @Nullable String lastEventId) {
    run(() -> {
      stream.send(RETRY);
      Watched all = watched.computeIfAbsent(id, _ -> new Watched());
      show(id);
      Frame now = all.last;
      if (now == null) {
        stream.end();
        return;
      }
      if (!now.event().eventId().equals(lastEventId)) {
        stream.send(now.text());
      }
      if (now.event().state().ended()) {
        stream.end();
      } else if (stream.isOpen()) {
        all.streams.add(stream);
      }
      forgetUnwatched(id, all);
    });
  }

  void remove(String id, EventStream stream) {
    run(() -> {
      Watched all = watched.get(id);
      if (all != null) {
        all.streams.remove(stream);
        forgetUnwatched(id, all);
      }
    });
  }

  private void forgetUnwatched(String id, Watched all) {
    if (all.streams.isEmpty()) {
      watched.remove(id, all);
    }
  }

  /** Takes note of a change. */
  void changed(EvaluationChange change) {
    run(() -> {
      switch (change) {
        case EvaluationChange.Queued queued -> {
          phases.remove(queued.id());
          show(queued.id());
        }
        case EvaluationChange.Running(Evaluation evaluation, Measurer.Phase phase) -> {
          if (phase == null) {
            phases.remove(evaluation.id());
          } else {
            phases.put(evaluation.id(), phase);
          }
          if (watched.containsKey(evaluation.id())) {
            show(evaluation, evaluations.progress(evaluation));
          }
        }
        case EvaluationChange.Ended ended -> {
          phases.remove(ended.id());
          show(ended.id());
        }
      }
      moveQueue();
    });
  }

  /** A burst of changes moves the queue once. */
  private void moveQueue() {
    ScheduledExecutorService running = thread;
    if (!queueMoved && !watched.isEmpty() && running != null) {
      queueMoved = true;
      var _ =
          running.schedule(
              () -> guarded(this::showQueue), GATHER_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
  }

  private void showQueue() {
    queueMoved = false;
    showAll(EvaluationState.QUEUED);
  }

  private void showAll(EvaluationState... states) {
    List<EvaluationState> wanted = List.of(states);
    List<String> ids = new ArrayList<>();
    watched.forEach((id, all) -> {
      if (all.last != null && wanted.contains(all.last.event().state())) {
        ids.add(id);
      }
    });
    show(ids);
  }

  private void show(String id) {
    show(watched.containsKey(id) ? List.of(id) : List.of());
  }

  /** Shows where watched evaluations stand; asks once for all of them. */
  private void show(List<String> ids) {
    List<Evaluation> found = evaluations.find(ids);
    List<Progress> progress = evaluations.progress(found);
    Set<String> gone = new HashSet<>(ids);
    for (int i = 0; i < found.size(); i++) {
      gone.remove(found.get(i).id());
      show(found.get(i), progress.get(i));
    }
    for (String id : gone) {
      Watched all = watched.remove(id);
      if (all != null) {
        all.streams.forEach(EventStream::end);
      }
    }
  }

  private void show(Evaluation evaluation, Progress progress) {
    send(
        evaluation.id(),
        evaluation.state() == EvaluationState.RUNNING
            ? EvaluationEvent.running(evaluation, phases.get(evaluation.id()), progress)
            : EvaluationEvent.of(evaluation, progress));
  }

  private void send(String id, EvaluationEvent event) {
    Watched all = watched.get(id);
    if (all == null || (all.last != null && all.last.event().eventId().equals(event.eventId()))) {
      return;
    }
    Frame frame = new Frame(event, frame(event));
    all.last = frame;
    all.streams.forEach(stream -> stream.send(frame.text()));
    if (event.state().ended()) {
      watched.remove(id);
      all.streams.forEach(EventStream::end);
    }
  }

  private String frame(EvaluationEvent event) {
    return "id: %s\nevent: %s\ndata: %s\n\n"
        .formatted(event.eventId(), event.name(), json.writeValueAsString(event));
  }

  private void beat() {
    for (Watched all : List.copyOf(watched.values())) {
      List.copyOf(all.streams).forEach(stream -> stream.beat(HEARTBEAT));
    }
  }

  private void run(Runnable task) {
    ScheduledExecutorService running = thread;
    if (running != null) {
      try {
        running.execute(() -> guarded(task));
      } catch (RejectedExecutionException stopped) {
        log.debug("the service stops, no more events");
      }
    }
  }

  /** A database that is away for a while must not end the thread. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("event not sent, the next look makes up for it");
    }
  }

  @Override
  public void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("events").daemon().factory());
    repeat(started, settings.eventHeartbeat(), this::beat);
    repeat(started, LOOK_AGAIN, () -> showAll(EvaluationState.QUEUED, EvaluationState.RUNNING));
    thread = started;
  }

  private static void repeat(ScheduledExecutorService in, Duration period, Runnable task) {
    var _ =
        in.scheduleWithFixedDelay(
            () -> guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Comes before the web server waits for its requests to end: streams would not. */
  @Override
  public void stop() {
    ScheduledExecutorService stopping = thread;
    if (stopping != null) {
      run(this::endAll);
      thread = null;
      stopping.shutdown();
    }
  }

  private void endAll() {
    watched.values().forEach(all -> all.streams.forEach(EventStream::end));
    watched.clear();
    phases.clear();
    queueMoved = false;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** The streams of one evaluation and what they were sent last. */
  private static final class Watched {
    private final Set<EventStream> streams = new LinkedHashSet<>();
    private @Nullable Frame last;
  }

  private record Frame(EvaluationEvent event, String text) {}
}
