package dev.aneoracle.evaluation;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.host.HostInfo;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts this node beside the others that share its database. */
@Configuration(proxyBeanMethods = false)
class FleetConfiguration {

  @Bean
  Dialect dialect(DataSource database) {
    return Dialect.of(database);
  }

  @Bean
  NodeRepository nodeRepository(JdbcClient jdbc, Dialect dialect) {
    return new NodeRepository(jdbc, dialect);
  }

  @Bean
  ModelGuard modelGuard(JdbcClient jdbc, TransactionTemplate transaction, Dialect dialect) {
    return dialect.shared() ? new SharedModelGuard(jdbc, transaction) : new LocalModelGuard();
  }

  @Bean
  Permits.Supply permitSupply(ObjectProvider<Scheduler> scheduler) {
    return new Permits.Supply(scheduler::getObject);
  }

  @Bean
  Maintenance maintenance(
      JdbcClient jdbc, HostInfo host, Permits.Supply permits, MeterRegistry meters, Clock clock) {
    Maintenance maintenance =
        new Maintenance(new MaintenanceRepository(jdbc), host.node(), permits, clock);
    Gauge.builder("ane.oracle.maintenance", () -> maintenance.notice().isPresent() ? 1 : 0)
        .description("1 while this node takes no measurements by its operator's word")
        .register(meters);
    return maintenance;
  }

  /** Takes this node's place among the others before anything else is done with the rows. */
  @Bean
  Fleet fleet(
      NodeRepository nodes,
      Dialect dialect,
      FleetSettings settings,
      HostInfo host,
      Measurer measurer,
      Maintenance maintenance,
      Optional<BuildProperties> build,
      Clock clock) {
    Fleet fleet =
        new Fleet(
            nodes,
            dialect.shared(),
            settings,
            () ->
                NodeReport.of(host, version(build), measurer.capability())
                    .with(maintenance.notice().orElse(null)),
            new IdSource(clock),
            clock,
            System::nanoTime);
    fleet.join();
    return fleet;
  }

  static String version(Optional<BuildProperties> build) {
    return build.map(BuildProperties::getVersion).orElse("development");
  }

  @Bean
  Upkeep upkeep(
      Fleet fleet,
      EvaluationRepository repository,
      Measurer measurer,
      MeasuringWorker measuring,
      PredictionPool predictions,
      Reconciler reconciler,
      EvaluationWatch watch,
      Permits.Supply permits,
      Clock clock) {
    return new Upkeep(
        fleet,
        repository,
        measurer,
        measuring,
        predictions,
        reconciler,
        watch,
        new ClockJumps(clock, System::nanoTime),
        permits);
  }

  /** The scheduler starts once its tasks are there. */
  @Bean
  @DependsOn("reconciler")
  Task<Void> permitsForAnyNode(
      MeasuringWorker worker, EvaluationRepository repository, Clock clock) {
    return Permits.task(Route.ANY, worker, repository, clock);
  }

  @Bean
  @DependsOn("reconciler")
  Task<Void> permitsForThisChip(
      Fleet fleet, MeasuringWorker worker, EvaluationRepository repository, Clock clock) {
    return Permits.task(fleet.own().report().kind(), worker, repository, clock);
  }

  @Bean
  @DependsOn("reconciler")
  Task<Void> permitsForThisNode(
      Fleet fleet, MeasuringWorker worker, EvaluationRepository repository, Clock clock) {
    return Permits.task(Route.toNode(fleet.own().name()), worker, repository, clock);
  }
}
