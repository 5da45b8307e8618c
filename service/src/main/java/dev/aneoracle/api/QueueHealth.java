package dev.aneoracle.api;

import dev.aneoracle.evaluation.QueueStanding;
import dev.aneoracle.evaluation.QueueStanding.Standing;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Says whether the queue takes more and moves; with its database away it is down. One that is full
 * takes no node out of service: all nodes share it, and they still answer what is asked of them.
 */
final class QueueHealth extends AbstractHealthIndicator {

  private final QueueStanding queue;

  QueueHealth(QueueStanding queue) {
    super("The queue cannot be looked at");
    this.queue = queue;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Standing standing = queue.now();
    health
        .up()
        .withDetail("queued", standing.queued())
        .withDetail("running", standing.running())
        .withDetail("oldestWaits", standing.oldestWaits().toString());
    if (standing.full() != null) {
      health.withDetail("full", standing.full());
    }
    if (standing.stuck() != null) {
      health.outOfService().withDetail("because", standing.stuck());
    }
  }
}
