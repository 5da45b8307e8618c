package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.bundle.ShelvedBundle;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Removes what is old, and the models that were of no use for longest where all together take too
 * much. A model that a queued or running evaluation needs stays; what was answered of one that goes
 * stays too. Several nodes may do it at once.
 */
final class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private static final int BATCH = 500;

  private final RetentionSettings settings;
  private final BundleStore bundles;
  private final EvaluationRepository repository;
  private final RetentionQueries queries;
  private final EvaluationFiles files;
  private final EvaluationService evaluations;
  private final ModelGuard guard;
  private final MeterRegistry meters;
  private final InstantSource clock;

  Retention(
      RetentionSettings settings,
      BundleStore bundles,
      EvaluationRepository repository,
      RetentionQueries queries,
      EvaluationFiles files,
      EvaluationService evaluations,
      ModelGuard guard,
      MeterRegistry meters,
      InstantSource clock) {
    this.settings = settings;
    this.bundles = bundles;
    this.repository = repository;
    this.queries = queries;
    this.files = files;
    this.evaluations = evaluations;
    this.guard = guard;
    this.meters = meters;
    this.clock = clock;
    for (What what : What.values()) {
      count(what, 0);
    }
  }

  /** Removes what has come of age, and then what is too much. */
  void apply() throws IOException {
    if (settings.evaluations() != null) {
      removeEvaluations(before(settings.evaluations()));
    }
    removeFiles(before(settings.files()));
    if (settings.bundles() != null || settings.maxStoreSize() != null) {
      removeBundles(settings.bundles(), settings.maxStoreSize());
    }
  }

  private Instant before(Duration age) {
    return clock.instant().minus(age);
  }

  private void removeEvaluations(Instant before) throws IOException {
    List<String> old;
    do {
      old = queries.endedBefore(before, BATCH);
      for (String id : old) {
        if (evaluations.removeEnded(id)) {
          count(What.EVALUATION, 1);
          log.atInfo().addKeyValue("evaluation", id).log("old evaluation removed");
        }
      }
    } while (old.size() == BATCH);
  }

  private void removeFiles(Instant before) throws IOException {
    List<String> old = files.olderThan(before, BATCH);
    Set<String> needed = repository.unended(old);
    for (String id : old) {
      if (!needed.contains(id)) {
        files.delete(id);
        count(What.FILES, 1);
        log.atInfo().addKeyValue("evaluation", id).log("old log and dumps removed");
      }
    }
  }

  private void removeBundles(@Nullable Duration age, @Nullable DataSize limit) throws IOException {
    List<ShelvedBundle> oldestFirst =
        bundles.shelved().stream().sorted(Comparator.comparing(ShelvedBundle::lastUsed)).toList();
    long total = oldestFirst.stream().mapToLong(ShelvedBundle::bytes).sum();
    long excess = limit == null ? 0 : excess(total, limit);
    for (ShelvedBundle bundle : oldestFirst) {
      boolean old = age != null && bundle.lastUsed().isBefore(before(age));
      if (!old && excess <= 0) {
        return;
      }
      if (remove(bundle.digest())) {
        excess -= bundle.bytes();
        count(What.BUNDLE, 1);
        log.atInfo()
            .addKeyValue("model", bundle.digest())
            .addKeyValue("bytes", bundle.bytes())
            .addKeyValue("lastUsed", bundle.lastUsed())
            .addKeyValue("because", old ? "age" : "size")
            .log("model removed");
      }
    }
  }

  private long excess(long total, DataSize limit) {
    return total > RetentionSettings.share(limit, settings.highWater())
        ? total - RetentionSettings.share(limit, settings.lowWater())
        : 0;
  }

  /** Returns whether it was this node that removed it. */
  private boolean remove(ModelDigest digest) throws IOException {
    boolean[] removed = new boolean[1];
    guard.alone(
        digest,
        () -> {
          if (!queries.needs(digest.toString()) && bundles.find(digest).isPresent()) {
            bundles.remove(digest);
            removed[0] = true;
          }
        });
    return removed[0];
  }

  private void count(What what, int removed) {
    meters.counter("ane.oracle.retention.removed", "what", what.tag).increment(removed);
  }

  private enum What {
    EVALUATION("evaluation"),
    BUNDLE("bundle"),
    FILES("files");

    private final String tag;

    What(String tag) {
      this.tag = tag;
    }
  }
}
