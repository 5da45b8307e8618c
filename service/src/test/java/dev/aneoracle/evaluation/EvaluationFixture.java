package dev.aneoracle.evaluation;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.aneoracle.SettableClock;
import dev.aneoracle.coreml.CoreMlFormatException;
import dev.aneoracle.coreml.ModelReader;
import dev.aneoracle.host.HostInfo;
import dev.aneoracle.placement.MeasuredCoverage;
import dev.aneoracle.placement.RuleBasedPredictor;
import dev.aneoracle.storage.Disks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.util.unit.DataSize;

/**
 * The whole of the evaluation package on a real database, with a measurer, a clock and a scheduler
 * that do what a test says.
 */
final class EvaluationFixture implements AutoCloseable {

  static final HostInfo HOST =
      new HostInfo("node", "Apple M1", "Mac1,1", "macOS", "12.6", "21G1", "aarch64", 1, false);

  /** The bytes that must be free. */
  static final long RESERVE = 1000;

  static final Duration KEYS_KEPT = Duration.ofHours(24);

  final DatabaseFixture database;
  final FakeBundleStore bundles;
  final FakeMeasurer measurer = new FakeMeasurer();
  final SettableClock clock = new SettableClock(Samples.START);
  final EvaluationFiles files;
  final EvaluationWatch watch = new EvaluationWatch();
  final EvaluationRepository repository;
  final ServiceTimes times;
  final Estimates estimates;
  final PredictionPool pool;
  final MeasuringWorker worker;
  final Admission admission;
  final EvaluationQueue queue;
  final EvaluationService service;
  final Reconciler reconciler;
  final Maintenance maintenance;
  final Fleet fleet;
  final Permits.Supply supply = new Permits.Supply(this::scheduler);
  final Upkeep upkeep;
  final ManualScheduler scheduler;
  final AtomicLong free = new AtomicLong(RESERVE);
  volatile Runnable whenDatabaseFails = () -> {};

  EvaluationFixture(DatabaseFixture database, Path folder, QueueLimits limits) {
    this.database = database;
    files = new EvaluationFiles(folder(folder));
    bundles = new FakeBundleStore(folder);
    repository = database.repository();
    Disks disks = new Disks(List.of(folder), 0, RESERVE, _ -> free.get());
    times = new ServiceTimes();
    IdempotencyKeys keys = new IdempotencyKeys(database.jdbc(), KEYS_KEPT, clock);
    EvaluationObserver observer = new EvaluationObserver(new SimpleMeterRegistry(), watch, times);
    ModelReader reader = new ModelReader();
    RuleBasedPredictor predictor = RuleBasedPredictor.load();
    Environments environments = new Environments("1", predictor.ruleSetVersion(), HOST, measurer);
    pool =
        new PredictionPool(
            repository,
            new Predictions(bundles, reader, predictor),
            environments,
            observer,
            clock,
            1);
    maintenance = maintenance();
    fleet =
        FleetFixture.fleet(
            database,
            FleetFixture.SETTINGS,
            () ->
                NodeReport.of(HOST, "1", measurer.capability())
                    .with(maintenance.notice().orElse(null)),
            clock);
    fleet.join();
    estimates = new Estimates(repository, times, () -> 1, fleet::takesMeasurements, clock);
    worker =
        new MeasuringWorker(
            fleet,
            maintenance,
            repository,
            pool,
            new MeasurementRequests(bundles, reader, files),
            new Measurements(new ObservationReader(MeasuredCoverage.load())),
            measurer,
            environments,
            observer,
            new Patience(_ -> whenDatabaseFails.run()),
            disks,
            clock);
    scheduler =
        TestHelper.createManualScheduler(
                new TransactionAwareDataSourceProxy(database.dataSource()),
                Permits.task(Route.ANY, worker, repository, clock),
                Permits.task("M1", worker, repository, clock),
                Permits.task(Route.toNode("node"), worker, repository, clock))
            .clock(schedulerTime())
            .build();
    admission = new Admission(repository, pool, estimates, limits, new Promises(clock), disks);
    queue =
        new EvaluationQueue(
            repository,
            database.transaction(),
            () -> scheduler,
            pool,
            fleet,
            predictor.ruleSetVersion(),
            keys,
            admission,
            observer,
            new IdSource(clock),
            clock);
    service =
        new EvaluationService(
            bundles,
            reader,
            repository,
            queue,
            pool,
            worker,
            files,
            database.guard(),
            observer,
            estimates,
            clock);
    reconciler = new Reconciler(fleet, repository, queue, pool, measurer, bundles, clock);
    upkeep =
        new Upkeep(
            fleet,
            repository,
            measurer,
            worker,
            pool,
            reconciler,
            watch,
            new ClockJumps(clock, System::nanoTime),
            supply);
  }

  /** Opens one whose measurements succeed. */
  static EvaluationFixture measuring(TestDatabase kind, Path folder) {
    QueueLimits limits = new QueueLimits(5, DataSize.ofGigabytes(1));
    EvaluationFixture fixture = new EvaluationFixture(kind.open(folder), folder, limits);
    fixture.measurer.answers(Failures.MEASURED_FULL);
    return fixture;
  }

  private static com.github.kagkarlsson.scheduler.testhelper.SettableClock schedulerTime() {
    var time = new com.github.kagkarlsson.scheduler.testhelper.SettableClock();
    time.set(Samples.START);
    return time;
  }

  private static Path folder(Path parent) {
    try {
      return Files.createDirectories(parent.resolve("evaluations"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns what a service that starts on this database knows of its maintenance. */
  Retention retention(RetentionSettings settings, MeterRegistry meters) {
    return new Retention(
        settings,
        bundles,
        repository,
        new RetentionQueries(database.jdbc()),
        files,
        service,
        database.guard(),
        meters,
        clock);
  }

  Maintenance maintenance() {
    return new Maintenance(new MaintenanceRepository(database.jdbc()), HOST.node(), supply, clock);
  }

  private Scheduler scheduler() {
    return scheduler;
  }

  Acceptance submit(EvaluationOptions options) {
    try {
      return service.submit(bundles.stage(1), Samples.submission(options));
    } catch (CoreMlFormatException | IOException e) {
      throw new AssertionError(e);
    }
  }

  Evaluation submit(int number) {
    return submit(number, 5, Submission.Reuse.KNOWN_ANSWER).evaluation();
  }

  Acceptance submit(int number, int priority, Submission.Reuse reuse, String... labels) {
    return submit(
        number,
        new Submission(
            Samples.options(), priority, List.of(labels), reuse, null, Samples.applicant("local")));
  }

  /** Submits a model of its own for someone. */
  Evaluation submitAs(String submitter, int number, int priority) {
    return submitAs(Samples.applicant(submitter), number, priority);
  }

  Evaluation submitAs(Applicant who, int number) {
    return submitAs(who, number, 5);
  }

  private Evaluation submitAs(Applicant who, int number, int priority) {
    return submit(
            number,
            new Submission(
                Samples.options(), priority, List.of(), Submission.Reuse.KNOWN_ANSWER, null, who))
        .evaluation();
  }

  private Acceptance submit(int number, Submission submission) {
    try {
      return service.submit(bundles.stage(number), submission);
    } catch (CoreMlFormatException | IOException e) {
      throw new AssertionError(e);
    }
  }

  Evaluation submit(int number, IdempotencyKey key, int priority) {
    try {
      return service
          .submit(
              bundles.stage(number),
              new Submission(
                  Samples.options(),
                  priority,
                  List.of(),
                  Submission.Reuse.NEVER,
                  key,
                  new Applicant("local", key.value())))
          .evaluation();
    } catch (CoreMlFormatException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets the permits that are due run, in this thread. */
  void runPermits() {
    scheduler.tick(Duration.ofHours(1));
    scheduler.runAnyDueExecutions();
  }

  int permits() {
    return scheduler.getScheduledExecutions().size();
  }

  /** Waits until every prediction asked for so far is made. */
  void awaitPredictions() {
    CountDownLatch done = new CountDownLatch(1);
    pool.afterAll(done::countDown);
    await(done);
  }

  Evaluation now(Evaluation evaluation) {
    return repository.find(evaluation.id()).orElseThrow();
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("Nothing happened within ten seconds");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    pool.close();
    database.close();
  }
}
