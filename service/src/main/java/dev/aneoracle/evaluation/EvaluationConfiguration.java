package dev.aneoracle.evaluation;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.coreml.ModelReader;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.host.HostInfo;
import dev.aneoracle.placement.MeasuredCoverage;
import dev.aneoracle.placement.Predictor;
import dev.aneoracle.storage.Disks;
import dev.aneoracle.storage.StorageAccount;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the queue, its workers and its rows together. */
@Configuration(proxyBeanMethods = false)
class EvaluationConfiguration {

  @Bean
  EvaluationRepository evaluationRepository(
      JdbcClient jdbc, TransactionTemplate transaction, Dialect dialect) {
    return new JdbcEvaluationRepository(jdbc, transaction, dialect);
  }

  @Bean
  EvaluationWatch evaluationWatch() {
    return new EvaluationWatch();
  }

  @Bean
  ServiceTimes serviceTimes() {
    return new ServiceTimes();
  }

  @Bean
  EvaluationObserver evaluationObserver(
      MeterRegistry meters,
      EvaluationWatch watch,
      ServiceTimes times,
      EvaluationRepository repository) {
    Gauge.builder("ane.oracle.queue.depth", repository, queue -> queue.depth().evaluations())
        .description("Evaluations that are queued")
        .register(meters);
    return new EvaluationObserver(meters, watch, times);
  }

  @Bean
  Predictions predictions(BundleStore bundles, ModelReader reader, Predictor predictor) {
    return new Predictions(bundles, reader, predictor);
  }

  @Bean
  Environments environments(
      Optional<BuildProperties> build, Predictor predictor, HostInfo host, Measurer measurer) {
    return new Environments(
        FleetConfiguration.version(build), predictor.ruleSetVersion(), host, measurer);
  }

  @Bean
  PredictionPool predictionPool(
      EvaluationRepository repository,
      Predictions predictions,
      Environments environments,
      EvaluationObserver observer,
      Clock clock,
      @Qualifier("predictionThreads") Integer threads) {
    return new PredictionPool(repository, predictions, environments, observer, clock, threads);
  }

  @Bean
  MeasurementRequests measurementRequests(
      BundleStore bundles, ModelReader reader, EvaluationFiles files) {
    return new MeasurementRequests(bundles, reader, files);
  }

  @Bean
  Measurements measurements() {
    return new Measurements(new ObservationReader(MeasuredCoverage.load()));
  }

  @Bean
  MeasuringWorker measuringWorker(
      Fleet fleet,
      Maintenance maintenance,
      EvaluationRepository repository,
      PredictionPool predictions,
      MeasurementRequests requests,
      Measurements measurements,
      Measurer measurer,
      Environments environments,
      EvaluationObserver observer,
      Disks disks,
      Clock clock) {
    return new MeasuringWorker(
        fleet,
        maintenance,
        repository,
        predictions,
        requests,
        measurements,
        measurer,
        environments,
        observer,
        new Patience(Thread::sleep),
        disks,
        clock);
  }

  @Bean
  IdempotencyKeys idempotencyKeys(JdbcClient jdbc, IdempotencyPeriod period, Clock clock) {
    return new IdempotencyKeys(jdbc, period.kept(), clock);
  }

  @Bean
  Estimates estimates(
      EvaluationRepository repository,
      ServiceTimes times,
      PredictionPool predictions,
      Fleet fleet,
      Clock clock) {
    Estimates estimates =
        new Estimates(repository, times, predictions::size, fleet::takesMeasurements, clock);
    estimates.learnFromHistory();
    return estimates;
  }

  @Bean
  Admission admission(
      EvaluationRepository repository,
      PredictionPool predictions,
      Estimates estimates,
      QueueLimits limits,
      Disks disks,
      Clock clock) {
    return new Admission(repository, predictions, estimates, limits, new Promises(clock), disks);
  }

  @Bean
  EvaluationQueue evaluationQueue(
      EvaluationRepository repository,
      TransactionTemplate transaction,
      ObjectProvider<SchedulerClient> scheduler,
      PredictionPool predictions,
      Fleet fleet,
      Predictor predictor,
      IdempotencyKeys keys,
      Admission admission,
      EvaluationObserver observer,
      Clock clock) {
    return new EvaluationQueue(
        repository,
        transaction,
        scheduler::getObject,
        predictions,
        fleet,
        predictor.ruleSetVersion(),
        keys,
        admission,
        observer,
        new IdSource(clock),
        clock);
  }

  @Bean
  QueueStanding queueStanding(
      JdbcClient jdbc,
      Fleet fleet,
      Measurer measurer,
      QueueLimits limits,
      StuckAfter stuckAfter,
      EvaluationWatch watch,
      Maintenance maintenance,
      Clock clock) {
    QueueStanding standing =
        new QueueStanding(
            new QueueCounts(jdbc),
            fleet,
            measurer,
            limits,
            stuckAfter.time(),
            watch,
            clock,
            System::nanoTime);
    var _ = maintenance.onChange(standing::begins);
    return standing;
  }

  @Bean
  EvaluationService evaluationService(
      BundleStore bundles,
      ModelReader reader,
      EvaluationRepository repository,
      EvaluationQueue queue,
      PredictionPool predictions,
      MeasuringWorker measuring,
      EvaluationFiles files,
      ModelGuard guard,
      EvaluationObserver observer,
      Estimates estimates,
      Clock clock) {
    return new EvaluationService(
        bundles,
        reader,
        repository,
        queue,
        predictions,
        measuring,
        files,
        guard,
        observer,
        estimates,
        clock);
  }

  /** What an earlier run held goes back before any worker starts. */
  @Bean
  Reconciler reconciler(
      Fleet fleet,
      EvaluationRepository repository,
      EvaluationQueue queue,
      PredictionPool predictions,
      Measurer measurer,
      BundleStore bundles,
      Clock clock) {
    Reconciler reconciler =
        new Reconciler(fleet, repository, queue, predictions, measurer, bundles, clock);
    reconciler.takeBack();
    return reconciler;
  }

  @Bean
  Retention retention(
      RetentionSettings settings,
      BundleStore bundles,
      EvaluationRepository repository,
      JdbcClient jdbc,
      EvaluationFiles files,
      EvaluationService evaluations,
      ModelGuard guard,
      MeterRegistry meters,
      Clock clock) {
    return new Retention(
        settings,
        bundles,
        repository,
        new RetentionQueries(jdbc),
        files,
        evaluations,
        guard,
        meters,
        clock);
  }

  @Bean
  StorageUpkeep storageUpkeep(
      StorageAccount account, Retention retention, StorageSettings settings, Clock clock) {
    return new StorageUpkeep(
        account, retention, settings.upkeepInterval(), clock, System::nanoTime);
  }

  @Bean
  DbSchedulerCustomizer schedulerCustomizer(HostInfo host) {
    return new DbSchedulerCustomizer() {
      @Override
      public Optional<Serializer> serializer() {
        return Optional.of(new Jackson3Serializer());
      }

      @Override
      public Optional<SchedulerName> schedulerName() {
        return Optional.of(new SchedulerName.Fixed(host.node()));
      }
    };
  }

  @Bean
  Drain drain(Scheduler scheduler, MeasuringWorker measuring, EvaluationWatch watch) {
    return new Drain(scheduler, measuring, watch);
  }

  /** Runs once the web server answers; what it finds was accepted by an earlier run. */
  @Bean
  ApplicationListener<ApplicationStartedEvent> resumeAtStart(
      Reconciler reconciler,
      Upkeep upkeep,
      PredictionPool predictions,
      Maintenance maintenance,
      EvaluationService evaluations,
      StorageUpkeep storage) {
    return _ -> {
      maintenance.resume();
      reconciler.resume();
      upkeep.start();
      storage.start();
      predictions.afterAll(evaluations::removeUnused);
    };
  }
}
