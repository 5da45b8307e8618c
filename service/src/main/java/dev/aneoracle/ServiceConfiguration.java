package dev.aneoracle;

import dev.aneoracle.access.Access;
import dev.aneoracle.access.FailureLimiter;
import dev.aneoracle.access.Token;
import dev.aneoracle.access.TokenRegistry;
import dev.aneoracle.api.ApiSettings;
import dev.aneoracle.bundle.BundleLimits;
import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.FileBundleStore;
import dev.aneoracle.coreml.ModelReader;
import dev.aneoracle.evaluation.EvaluationFiles;
import dev.aneoracle.evaluation.FleetSettings;
import dev.aneoracle.evaluation.IdempotencyPeriod;
import dev.aneoracle.evaluation.QueueLimits;
import dev.aneoracle.evaluation.QueueLimits.Bounds;
import dev.aneoracle.evaluation.RetentionSettings;
import dev.aneoracle.evaluation.StorageSettings;
import dev.aneoracle.evaluation.StuckAfter;
import dev.aneoracle.helper.HelperSettings;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.helper.MeasurerStart;
import dev.aneoracle.host.HostInfo;
import dev.aneoracle.host.HostProbe;
import dev.aneoracle.placement.Predictor;
import dev.aneoracle.placement.RuleBasedPredictor;
import dev.aneoracle.storage.Disks;
import dev.aneoracle.storage.StorageAccount;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** Puts the parts together by the service's settings. */
@Configuration(proxyBeanMethods = false)
@Import(ListeningGuard.class)
@EnableConfigurationProperties(AneOracleProperties.class)
class ServiceConfiguration {

  /** Some megabytes of memory at most. */
  private static final int REMEMBERED_ADDRESSES = 10_000;

  private static final Duration TO_HAND_BACK = Duration.ofSeconds(10);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The helper of a measurement that did not end in time is killed within the rest. */
  @Bean
  static DefaultLifecycleProcessor lifecycleProcessor(AneOracleProperties properties) {
    DefaultLifecycleProcessor lifecycle = new DefaultLifecycleProcessor();
    lifecycle.setTimeoutPerShutdownPhase(
        properties.shutdown().drain().plus(TO_HAND_BACK).toMillis());
    return lifecycle;
  }

  /** Asks the Mac through a library that is unpacked into the data directory. */
  @Bean
  @DependsOn("dataDirectory")
  HostInfo hostInfo(AneOracleProperties properties) {
    return HostProbe.probe(properties.nodeName());
  }

  @Bean
  StoreDirectory storeDirectory(DataDirectory directory, AneOracleProperties properties) {
    Path shared = properties.bundleDirectory();
    return shared == null
        ? StoreDirectory.own(directory.path())
        : StoreDirectory.shared(shared, properties.nodeName());
  }

  @Bean
  Disks disks(DataDirectory directory, StoreDirectory store, AneOracleProperties properties) {
    return new Disks(
        List.of(directory.folder(DataDirectory.TEMPORARY), store.incoming()),
        properties.upload().minFreeSpace().toBytes(),
        properties.storage().reserve().toBytes());
  }

  @Bean
  StorageAccount storageAccount(
      DataDirectory directory, StoreDirectory store, AneOracleProperties properties) {
    return StorageAreas.of(directory.path(), store, properties.helper().warmHome());
  }

  @Bean
  FleetSettings fleetSettings(
      DataDirectory directory, StoreDirectory store, AneOracleProperties properties) {
    AneOracleProperties.Fleet fleet = properties.fleet();
    return new FleetSettings(
        Identities.of(directory.path()),
        Identities.of(store.path()),
        fleet.heartbeat(),
        fleet.silence(),
        fleet.forgetAfter());
  }

  @Bean
  BundleStore bundleStore(StoreDirectory store, AneOracleProperties properties) {
    AneOracleProperties.Upload upload = properties.upload();
    return new FileBundleStore(
        store.path(),
        store.incoming(),
        new BundleLimits(
            upload.maxSize(),
            upload.maxUnpackedSize(),
            upload.maxEntries(),
            upload.maxRatio(),
            upload.maxDepth(),
            upload.minFreeSpace()));
  }

  @Bean
  Access access(AneOracleProperties properties, Clock clock) {
    AneOracleProperties.Security security = properties.security();
    if (!security.byToken()) {
      return new Access.LoopbackOnly();
    }
    return new Access.ByToken(
        TokenRegistry.of(configured(security.tokens()), security.tokensFile(), clock),
        new FailureLimiter(
            clock, security.maxFailures(), security.failureWindow(), REMEMBERED_ADDRESSES));
  }

  private static List<Token> configured(List<AneOracleProperties.Token> settings) {
    return IntStream.range(0, settings.size())
        .mapToObj(index -> {
          AneOracleProperties.Token token = settings.get(index);
          return Token.parse(
              "The setting ane-oracle.security.tokens[%d]".formatted(index),
              token.name(),
              token.role(),
              token.digest());
        })
        .toList();
  }

  @Bean
  EvaluationFiles evaluationFiles(StoreDirectory store) {
    return new EvaluationFiles(store.folder(StorageAreas.EVALUATIONS));
  }

  @Bean
  ModelReader modelReader() {
    return new ModelReader();
  }

  @Bean
  Predictor predictor() {
    return RuleBasedPredictor.load();
  }

  @Bean
  @ConditionalOnMissingBean(Measurer.class)
  Measurer measurer(
      HostInfo host, AneOracleProperties properties, DataDirectory directory, Clock clock) {
    AneOracleProperties.Helper helper = properties.helper();
    return MeasurerStart.start(
        helper.path(), host.appleSilicon(), HostProbe.boot(), settings(helper, directory), clock);
  }

  private static HelperSettings settings(
      AneOracleProperties.Helper helper, DataDirectory directory) {
    AneOracleProperties.Limits limits = helper.limits();
    return new HelperSettings(
        directory.path().resolve(StorageAreas.HELPERS),
        StorageAreas.warmHome(directory.path(), helper.warmHome()),
        directory.path().resolve("canary.json"),
        new HelperSettings.Limits(
            limits.hello(),
            limits.compile(),
            limits.load(),
            limits.prediction(),
            limits.plan(),
            limits.lateEvidence(),
            limits.end(),
            limits.firstPause(),
            limits.longestPause()),
        helper.dumpLimit(),
        helper.logLimit(),
        helper.comparePredictions());
  }

  @Bean
  StorageSettings storageSettings(AneOracleProperties properties) {
    return new StorageSettings(properties.storage().upkeepInterval());
  }

  @Bean
  RetentionSettings retentionSettings(AneOracleProperties properties) {
    AneOracleProperties.Retention retention = properties.retention();
    return new RetentionSettings(
        retention.evaluations(),
        retention.bundles(),
        retention.files(),
        retention.maxStoreSize(),
        retention.highWater(),
        retention.lowWater());
  }

  @Bean
  QueueLimits queueLimits(AneOracleProperties properties) {
    AneOracleProperties.Queue queue = properties.queue();
    if (!properties.security().byToken()) {
      return new QueueLimits(queue.maxEvaluations(), queue.maxSize());
    }
    Bounds each = new Bounds(queue.maxEvaluationsPerSubmitter(), queue.maxSizePerSubmitter());
    return new QueueLimits(
        new Bounds(queue.maxEvaluations(), queue.maxSize()),
        each,
        queue.quotas().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> quota(one.getValue(), each))));
  }

  private static Bounds quota(AneOracleProperties.Quota own, Bounds each) {
    return new Bounds(
        Objects.requireNonNullElse(own.maxEvaluations(), each.evaluations()),
        Objects.requireNonNullElse(own.maxSize(), each.bytes()));
  }

  @Bean
  StuckAfter stuckAfter(AneOracleProperties properties) {
    return new StuckAfter(properties.queue().stuckAfter());
  }

  @Bean
  ApiSettings apiSettings(AneOracleProperties properties) {
    AneOracleProperties.Api api = properties.api();
    return new ApiSettings(
        properties.prediction().defaultTarget(),
        api.maxEventListeners(),
        api.eventHeartbeat(),
        properties.upload().maxConcurrent());
  }

  @Bean
  IdempotencyPeriod idempotencyPeriod(AneOracleProperties properties) {
    return new IdempotencyPeriod(properties.api().idempotencyPeriod());
  }

  @Bean
  Integer predictionThreads(AneOracleProperties properties) {
    return properties.prediction().effectiveThreads();
  }
}
