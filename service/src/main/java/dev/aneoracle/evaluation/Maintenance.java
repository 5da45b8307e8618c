package dev.aneoracle.evaluation;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node measures at all: in maintenance it ends what it has claimed and claims no more,
 * until that is taken back. Everything else goes on. Thread-safe.
 */
public final class Maintenance {

  private static final Logger log = LoggerFactory.getLogger(Maintenance.class);

  private final MaintenanceRepository repository;
  private final String node;
  private final Permits.Supply permits;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Changes under the lock; looked at without it, for a change waits for the database. */
  private volatile @Nullable MaintenanceNotice notice;

  private int measuring;

  Maintenance(
      MaintenanceRepository repository, String node, Permits.Supply permits, InstantSource clock) {
    this.repository = repository;
    this.node = node;
    this.permits = permits;
    this.clock = clock;
    this.notice = repository.find(node).orElse(null);
  }

  /** Goes on with what an earlier run was told; once there are permits. */
  void resume() {
    notice()
        .ifPresent(earlier -> {
          permits.hold(Permits.Hold.MAINTENANCE);
          log.atWarn()
              .addKeyValue("since", earlier.since())
              .addKeyValue("reason", earlier.reason())
              .log("in maintenance, nothing is measured");
        });
  }

  /** Begins it; where it has begun already only the reason changes. */
  public synchronized void begin(@Nullable String reason) {
    Instant since =
        notice()
            .map(MaintenanceNotice::since)
            .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
    MaintenanceNotice next = new MaintenanceNotice(since, reason);
    repository.put(node, next);
    notice = next;
    permits.hold(Permits.Hold.MAINTENANCE);
    log.atInfo().addKeyValue("reason", reason).log("maintenance begins");
  }

  /** Ends it: the queue is taken up at once. */
  public synchronized void end() {
    repository.remove(node);
    if (notice != null) {
      notice = null;
      log.atInfo().log("maintenance has ended");
    }
    permits.release(Permits.Hold.MAINTENANCE);
    listeners.forEach(Runnable::run);
  }

  /** Returns what was asked for, empty where it is not in maintenance. */
  public Optional<MaintenanceNotice> notice() {
    return Optional.ofNullable(notice);
  }

  /** Returns whether nothing is measured here, and nothing will be. */
  public synchronized boolean idle() {
    return notice != null && measuring == 0;
  }

  /** Asks to claim something; false where nothing may be claimed. */
  synchronized boolean enter() {
    if (notice != null) {
      return false;
    }
    measuring++;
    return true;
  }

  /** Says that what was claimed is done. */
  synchronized void leave() {
    measuring--;
    listeners.forEach(Runnable::run);
  }

  /**
   * Calls back, briefly, each time that it may have become idle or has ended. The caller looks
   * after this call, so that nothing before it is missed.
   *
   * @return takes the call back off
   */
  public Runnable onChange(Runnable callback) {
    listeners.add(callback);
    return () -> listeners.remove(callback);
  }
}
