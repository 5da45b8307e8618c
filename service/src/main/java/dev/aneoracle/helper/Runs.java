package dev.aneoracle.helper;

import dev.aneoracle.helper.MeasurementRequest.CacheUse;
import dev.aneoracle.helper.RunOutcome.Blame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one request by one helper, and keeps what the helper printed. */
final class Runs {

  private static final Logger logger = LoggerFactory.getLogger(Runs.class);

  private final Helpers helpers;
  private final HelperSettings.Limits limits;

  Runs(Helpers helpers, HelperSettings.Limits limits) {
    this.helpers = helpers;
    this.limits = limits;
  }

  /** Serves a request by a helper of which nothing is left afterwards. */
  RunOutcome once(HelperRequest request, CacheUse cache, Watch watch) throws InterruptedException {
    try (Helpers.Lease lease = helpers.take(cache)) {
      return with(lease, request, watch);
    } catch (HelperUnavailableException e) {
      return new RunOutcome.Failed(e.failure(), Blame.MACHINE);
    }
  }

  /**
   * Serves a request by a helper whose folder stays until its lease ends; the helper itself ends.
   */
  RunOutcome with(Helpers.Lease lease, HelperRequest request, Watch watch)
      throws InterruptedException {
    try {
      return new Conversation(lease.helper(), request, limits, watch.progress()).hold();
    } catch (InterruptedException e) {
      lease.helper().kill();
      throw e;
    } finally {
      lease.helper().close();
      keep(lease.helper().log(), request, watch.log());
    }
  }

  private static void keep(HelperLog log, HelperRequest request, @Nullable Path file) {
    if (file == null) {
      return;
    }
    try {
      log.appendTo(file, title(request));
    } catch (IOException e) {
      logger
          .atWarn()
          .addKeyValue("request", request.id())
          .addKeyValue("reason", e.getMessage())
          .log("helper log not kept");
    }
  }

  private static String title(HelperRequest request) {
    return switch (request) {
      case HelperRequest.Evaluate evaluate -> "evaluate " + evaluate.computeUnits();
      case HelperRequest.PlanModel plan -> "plan " + plan.computeUnits();
    };
  }

  /**
   * Who looks on.
   *
   * @param log the file that takes what the helper printed, null where it is not kept
   */
  record Watch(Consumer<Measurer.Phase> progress, @Nullable Path log) {
    static Watch none() {
      return new Watch(_ -> {}, null);
    }
  }
}
