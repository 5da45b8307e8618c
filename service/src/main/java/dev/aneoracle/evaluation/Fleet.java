package dev.aneoracle.evaluation;

import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The nodes that share this one's queue; only itself where the database is its own. What a node
 * claims it claims under a session. A session that was not renewed for too long is ended by the
 * others; the node then begins a new one, and what it had claimed is no longer its own.
 */
public final class Fleet implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Fleet.class);

  private final NodeRepository nodes;
  private final boolean shared;
  private final FleetSettings settings;
  private final Supplier<NodeReport> report;
  private final IdSource ids;
  private final InstantSource clock;
  private final LongSupplier nanoseconds;

  private volatile String session;
  private volatile long renewedAt;
  private volatile List<Node> others = List.of();

  Fleet(
      NodeRepository nodes,
      boolean shared,
      FleetSettings settings,
      Supplier<NodeReport> report,
      IdSource ids,
      InstantSource clock,
      LongSupplier nanoseconds) {
    this.nodes = nodes;
    this.shared = shared;
    this.settings = settings;
    this.report = report;
    this.ids = ids;
    this.clock = clock;
    this.nanoseconds = nanoseconds;
    this.session = ids.next();
    this.renewedAt = nanoseconds.getAsLong();
  }

  /**
   * Takes its place among the nodes.
   *
   * @throws FleetException when another installation has its name, or uses another folder of models
   */
  void join() {
    long began = nanoseconds.getAsLong();
    if (shared) {
      nodes.forgetTheFuture();
      nodes.endSilent(settings.silence());
      nodes.forget(settings.forgetAfter());
    } else {
      nodes.endSilent(java.time.Duration.ZERO);
      nodes.forget(java.time.Duration.ZERO);
    }
    String next = ids.next();
    NodeReport own = report.get();
    requireSameStore(own.host().node());
    if (!nodes.join(settings.instance(), next, settings.store(), own)) {
      throw new FleetException(
          "Another node on this database goes by the name '%s'. Set ane-oracle.node to a name of its own; a node that is gone frees its name after %s."
              .formatted(own.host().node(), settings.silence()));
    }
    session = next;
    renewedAt = began;
    look();
  }

  private void requireSameStore(String name) {
    nodes
        .withAnotherStore(settings.store())
        .filter(other -> !other.equals(name))
        .ifPresent(other -> {
          throw new FleetException(
              "Node '%s' on this database keeps its models in another folder, so this one could not find them. Set ane-oracle.bundle-directory of both to a folder that they share."
                  .formatted(other));
        });
  }

  /** Says that it lives and looks who else does; false where it has lost its session meanwhile. */
  boolean renew() {
    if (!shared) {
      return true;
    }
    long began = nanoseconds.getAsLong();
    if (!nodes.renew(session, report.get())) {
      return false;
    }
    renewedAt = began;
    nodes.forgetTheFuture();
    for (String gone : nodes.endSilent(settings.silence())) {
      log.atWarn().addKeyValue("node", gone).log("a node is silent; its work is given to others");
    }
    look();
    return true;
  }

  private void look() {
    String own = report.get().host().node();
    others = nodes.all().stream().filter(node -> !node.name().equals(own)).toList();
  }

  /** Returns whether it could not renew its session for so long that others may have its work. */
  boolean lapsed() {
    return shared && nanoseconds.getAsLong() - renewedAt > settings.silence().toNanos();
  }

  boolean shared() {
    return shared;
  }

  FleetSettings settings() {
    return settings;
  }

  /** Returns the session under which this node claims. */
  String session() {
    return session;
  }

  /** Returns every node, this one first, as of the last heartbeat. */
  public List<Node> nodes() {
    return Stream.concat(Stream.of(own()), others.stream()).toList();
  }

  /** Returns whether any node takes measurements now. */
  boolean takesMeasurements() {
    return nodes().stream().anyMatch(node -> node.live() && node.report().takesMeasurements());
  }

  Node own() {
    NodeReport own = report.get();
    return new Node(own.host().node(), true, clock.instant(), own);
  }

  @Override
  public void close() {
    try {
      nodes.leave(session);
    } catch (DataAccessException | TransactionException e) {
      log.atWarn().setCause(e).log("could not say goodbye to the database");
    }
  }
}
