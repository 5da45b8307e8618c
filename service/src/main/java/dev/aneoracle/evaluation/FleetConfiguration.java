package dev.aneoracle.evaluation;

import com.github.kagkarlsson.scheduler.task.Task;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.host.HostInfo;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
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

  /** Takes this node's place among the others before anything else is done with the rows. */
  @Bean
  Fleet fleet(
      NodeRepository nodes,
      Dialect dialect,
      FleetSettings settings,
      HostInfo host,
      Measurer measurer,
      Optional<BuildProperties> build,
      Clock clock) {
    Fleet fleet =
        new Fleet(
            nodes,
            dialect.shared(),
            settings,
            () -> NodeReport.of(host, version(build), measurer.capability()),
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
      MeasuringWorker measuring,
      PredictionPool predictions,
      Reconciler reconciler,
      EvaluationWatch watch) {
    return new Upkeep(fleet, repository, measuring, predictions, reconciler, watch);
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
