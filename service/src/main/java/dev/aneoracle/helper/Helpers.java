package dev.aneoracle.helper;

import dev.aneoracle.helper.MeasurementRequest.CacheUse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts helpers, one for each request, and ends them with all that they leave. After one could not
 * be started there is a pause before the next, longer with each failure.
 */
final class Helpers implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Helpers.class);

  private final HelperSettings settings;
  private final HelperLauncher launcher;
  private final InstantSource clock;
  private final Set<Helper> living = ConcurrentHashMap.newKeySet();
  private final Spare spare = new Spare(this::startCold);
  private int failures;
  private Instant notBefore = Instant.MIN;
  private String lastFailure = "";
  private volatile boolean closed;

  Helpers(HelperSettings settings, HelperLauncher launcher, InstantSource clock) {
    this.settings = settings;
    this.launcher = launcher;
    this.clock = clock;
  }

  /** Returns a helper that has said hello and was asked nothing yet. */
  Lease take(CacheUse cache) throws InterruptedException, HelperUnavailableException {
    Helper helper =
        switch (cache) {
          case WARM -> start(CacheUse.WARM);
          case COLD -> cold();
        };
    return new Lease(helper);
  }

  private Helper cold() throws InterruptedException, HelperUnavailableException {
    Helper ready = spare.take();
    if (ready == null) {
      return start(CacheUse.COLD);
    }
    if (!ready.isAlive()) {
      bury(ready);
      return start(CacheUse.COLD);
    }
    return ready;
  }

  /** Returns what a helper says of itself; the helper stays as the spare. */
  HelperIdentity introduce() throws InterruptedException, HelperUnavailableException {
    Lease lease = take(CacheUse.COLD);
    HelperIdentity identity = identity(lease.helper());
    spare.put(lease.helper());
    return identity;
  }

  HelperIdentity identity(Helper helper) throws InterruptedException, HelperUnavailableException {
    return helper.hello(settings.limits().hello());
  }

  /** Ends the spare; there is another one only when somebody asks. */
  void rest() throws InterruptedException, HelperUnavailableException {
    Helper ready = spare.take();
    if (ready != null) {
      bury(ready);
    }
  }

  /** Starts the spare in the background, unless there is one or none can be started now. */
  void prepare() {
    if (!closed && mayStart()) {
      spare.prepare();
    }
  }

  private Helper startCold() throws InterruptedException, HelperUnavailableException {
    return start(CacheUse.COLD);
  }

  private Helper start(CacheUse cache) throws InterruptedException, HelperUnavailableException {
    requireMayStart();
    HelperHome home = home(cache);
    try {
      Helper helper = launch(home);
      living.add(helper);
      try {
        var _ = identity(helper);
        started();
        return helper;
      } catch (HelperUnavailableException | InterruptedException e) {
        living.remove(helper);
        helper.close();
        throw e;
      }
    } catch (HelperUnavailableException e) {
      delete(home);
      failed(e);
      throw e;
    } catch (InterruptedException e) {
      delete(home);
      throw e;
    }
  }

  private HelperHome home(CacheUse cache) throws HelperUnavailableException {
    try {
      return switch (cache) {
        case COLD -> HelperHome.create(settings.folder());
        case WARM -> HelperHome.create(settings.folder(), settings.warmHome());
      };
    } catch (IOException e) {
      throw new HelperUnavailableException("The helper's folder could not be made", e);
    }
  }

  private Helper launch(HelperHome home) throws HelperUnavailableException {
    try {
      String digest = launcher.digest();
      HelperProgram program = launcher.launch(home);
      try {
        Leftovers.note(home, program.pid());
      } catch (IOException e) {
        program.kill();
        throw e;
      }
      return new Helper(
          program,
          home,
          digest,
          settings.limits().end(),
          new HelperLog(settings.logLimit().toBytes()));
    } catch (IOException e) {
      throw new HelperUnavailableException("The helper could not be started", e);
    }
  }

  private synchronized void started() {
    failures = 0;
    notBefore = Instant.MIN;
  }

  private synchronized void failed(HelperUnavailableException e) {
    failures++;
    notBefore = clock.instant().plus(settings.limits().pause(failures));
    lastFailure = String.valueOf(e.getMessage());
    logger
        .atWarn()
        .addKeyValue("failures", failures)
        .addKeyValue("pause", settings.limits().pause(failures))
        .log("helper not started: {}", lastFailure);
  }

  private synchronized boolean mayStart() {
    Instant now = clock.instant();
    // A clock that was set back must not put it off for longer than the longest pause.
    return !now.isBefore(notBefore)
        || now.plus(settings.limits().longestPause()).isBefore(notBefore);
  }

  private synchronized void requireMayStart() throws HelperUnavailableException {
    if (closed) {
      throw new HelperUnavailableException("The service stops, so no helper is started.");
    }
    if (!mayStart()) {
      throw new HelperUnavailableException(
          "The helper could not be started; it is tried again from %s on. %s"
              .formatted(notBefore, lastFailure));
    }
  }

  private void bury(Helper helper) {
    helper.close();
    living.remove(helper);
    delete(helper.home());
  }

  private static void delete(HelperHome home) {
    try {
      logger
          .atDebug()
          .addKeyValue("bytes", home.delete())
          .log("helper folder deleted {}", home.root().getFileName());
    } catch (IOException e) {
      logger
          .atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("helper folder not deleted, the next start tries again");
    }
  }

  @Override
  public void close() {
    closed = true;
    Helper ready = spare.close();
    if (ready != null) {
      bury(ready);
    }
    living.forEach(Helper::kill);
  }

  /** A helper for one request; its folder goes with the lease. */
  final class Lease implements AutoCloseable {

    private final Helper helper;

    Lease(Helper helper) {
      this.helper = helper;
    }

    Helper helper() {
      return helper;
    }

    @Override
    public void close() {
      bury(helper);
      prepare();
    }
  }
}
