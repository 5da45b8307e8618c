package dev.aneoracle;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The service's settings.
 *
 * @param dataDirectory where models and the database are kept; one service at a time uses it
 * @param node the name this node goes by in answers, its own among the nodes on one database; the
 *     machine's name unless set
 * @param bundleDirectory where models and the files of evaluations are kept, in the data directory
 *     unless set; nodes on one database share it
 * @param fleet how this node lives beside others on one database
 * @param prediction how predictions are made
 * @param upload how large an upload may be
 * @param storage how the disk is looked after
 * @param retention what is removed when
 * @param queue how much may wait
 * @param api how requests are answered
 * @param helper how the native helper is found and kept
 * @param security who may use the service
 * @param shutdown how the service stops
 */
@ConfigurationProperties(AneOracleProperties.NAME)
public record AneOracleProperties(
    Path dataDirectory,
    @Nullable String node,
    @Nullable Path bundleDirectory,
    @DefaultValue Fleet fleet,
    @DefaultValue Prediction prediction,
    @DefaultValue Upload upload,
    @DefaultValue Storage storage,
    @DefaultValue Retention retention,
    @DefaultValue Queue queue,
    @DefaultValue Api api,
    @DefaultValue Helper helper,
    @DefaultValue Security security,
    @DefaultValue Shutdown shutdown) {

  /** The prefix of every setting. */
  public static final String NAME = "ane-oracle";

  /** Returns the name this node goes by. */
  public String nodeName() {
    if (node != null && !node.isBlank()) {
      return node;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /**
   * How this node lives beside others on one database.
   *
   * @param heartbeat how often a node looks after the queue and, on PostgreSQL, says that it lives
   * @param silence after how long without a heartbeat its work is given to others; at least two
   *     heartbeats
   * @param forgetAfter after how long a node that is gone is no longer listed
   */
  public record Fleet(
      @DefaultValue("1s") Duration heartbeat,
      @DefaultValue("10s") Duration silence,
      @DefaultValue("30d") Duration forgetAfter) {}

  /**
   * How predictions are made.
   *
   * @param threads how many predictions run at once; 0 for one a processor
   * @param defaultTarget what is predicted where a request names no target and this host has no
   *     Neural Engine
   */
  public record Prediction(
      @DefaultValue("0") int threads, @DefaultValue("M4@27") String defaultTarget) {

    /** Returns how many predictions run at once. */
    public int effectiveThreads() {
      return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
  }

  /**
   * How large an upload may be, and how many may come in at once.
   *
   * @param maxSize bytes received of one upload
   * @param maxUnpackedSize bytes of the files in an archive
   * @param maxEntries entries of an archive
   * @param maxRatio unpacked bytes a received byte, judged beyond the first 64 MiB
   * @param maxDepth folders above a file in an archive
   * @param minFreeSpace what must stay free on the disk
   * @param maxConcurrent uploads at once; far fewer than the web server has threads
   */
  public record Upload(
      @DefaultValue("8GB") DataSize maxSize,
      @DefaultValue("16GB") DataSize maxUnpackedSize,
      @DefaultValue("10000") int maxEntries,
      @DefaultValue("200") int maxRatio,
      @DefaultValue("32") int maxDepth,
      @DefaultValue("1GB") DataSize minFreeSpace,
      @DefaultValue("64") int maxConcurrent) {

    public Upload {
      if (maxConcurrent < 1) {
        throw new IllegalArgumentException("ane-oracle.upload.max-concurrent is at least 1");
      }
    }
  }

  /**
   * How the disk is looked after.
   *
   * @param reserve what is kept for the database and for results: below it nothing new is accepted
   *     or measured
   * @param upkeepInterval how often what lies on the disk is counted, and what is old removed
   */
  public record Storage(
      @DefaultValue("256MB") DataSize reserve, @DefaultValue("1m") Duration upkeepInterval) {}

  /**
   * What is removed when. Without settings no model and no answer ever goes.
   *
   * @param evaluations the age at which ended evaluations go; they stay unless set
   * @param bundles the time without use after which a model goes; they stay unless set
   * @param files the age at which logs and dumps of evaluations go
   * @param maxStoreSize what all models may take; no limit unless set
   * @param highWater the percentage of it above which the models go that were longest of no use
   * @param lowWater the percentage of it down to which they go
   */
  public record Retention(
      @Nullable Duration evaluations,
      @Nullable Duration bundles,
      @DefaultValue("30d") Duration files,
      @Nullable DataSize maxStoreSize,
      @DefaultValue("90") int highWater,
      @DefaultValue("80") int lowWater) {}

  /**
   * How much may wait.
   *
   * @param maxEvaluations queued evaluations; more get 429
   * @param maxSize bytes of queued models; more get 429
   * @param stuckAfter how long a node may neither begin nor end anything, while something waits for
   *     it, until it is no longer ready
   * @param maxEvaluationsPerSubmitter queued evaluations of one token; more get 429, without tokens
   *     it is not looked at
   * @param maxSizePerSubmitter bytes of queued models of one token; likewise
   * @param quotas other limits for some tokens: {@code max-evaluations} and {@code max-size} under
   *     the name of each
   */
  public record Queue(
      @DefaultValue("1000") int maxEvaluations,
      @DefaultValue("64GB") DataSize maxSize,
      @DefaultValue("5m") Duration stuckAfter,
      @DefaultValue("250") int maxEvaluationsPerSubmitter,
      @DefaultValue("16GB") DataSize maxSizePerSubmitter,
      @DefaultValue Map<String, Quota> quotas) {

    public Queue {
      quotas = Map.copyOf(quotas);
    }
  }

  /**
   * How much of one token may wait; what is left out is as for all.
   *
   * @param maxEvaluations queued evaluations
   * @param maxSize bytes of queued models
   */
  public record Quota(@Nullable Integer maxEvaluations, @Nullable DataSize maxSize) {}

  /**
   * How requests are answered.
   *
   * @param idempotencyPeriod how long an {@code Idempotency-Key} is kept, at most as long as its
   *     evaluation
   * @param maxEventListeners event streams that are open at once; more get 503
   * @param eventHeartbeat how often a silent event stream shows that it is alive; one that takes
   *     nothing for four of them is dropped
   */
  public record Api(
      @DefaultValue("24h") Duration idempotencyPeriod,
      @DefaultValue("256") int maxEventListeners,
      @DefaultValue("15s") Duration eventHeartbeat) {}

  /**
   * How the native helper is found and kept.
   *
   * @param path the native helper's binary, with its canaries in {@code canary/} beside it; looked
   *     for at {@code native-agent/build/ane-agent} on a Mac unless set
   * @param warmHome the home that evaluations with {@code cache=WARM} share; in the data directory
   *     unless set
   * @param dumpLimit bytes of tensors that one evaluation may keep
   * @param logLimit bytes of log that one helper may leave
   * @param comparePredictions how many predictions are run under each of the settings compared
   * @param limits how long what may take
   */
  public record Helper(
      @Nullable Path path,
      @Nullable Path warmHome,
      @DefaultValue("256MB") DataSize dumpLimit,
      @DefaultValue("1MB") DataSize logLimit,
      @DefaultValue("10") int comparePredictions,
      @DefaultValue Limits limits) {}

  /**
   * Who may use the service. Without any token only this machine may. (Spring's processor takes the
   * first parameter whose name begins with a setting's for its own, so {@code tokens} stands
   * first.)
   *
   * @param tokens tokens besides those of the file: {@code tokens[0].name}, {@code .role} and
   *     {@code .digest}
   * @param tokensFile a file of tokens, read again when it changes; with it, or {@code tokens},
   *     only their holders are answered
   * @param maxFailures how many wrong tokens an address may send at once
   * @param failureWindow how long it takes until it may send as many again
   */
  public record Security(
      @Nullable Path tokensFile,
      @DefaultValue List<Token> tokens,
      @DefaultValue("10") int maxFailures,
      @DefaultValue("1m") Duration failureWindow) {

    public Security {
      tokens = List.copyOf(tokens);
      if (maxFailures < 1 || !failureWindow.isPositive()) {
        throw new IllegalArgumentException(
            "ane-oracle.security.max-failures is at least 1, and failure-window longer than"
                + " nothing");
      }
    }

    /** Returns whether tokens let in, and not only this machine. */
    public boolean byToken() {
      return tokensFile != null || !tokens.isEmpty();
    }
  }

  /**
   * How the service stops.
   *
   * @param drain how long a measurement and requests under way may go on before they are cut off;
   *     whatever kills the service later has to wait 30 s longer
   */
  public record Shutdown(@DefaultValue("60s") Duration drain) {}

  /**
   * A token, of which only the digest is known.
   *
   * @param name who holds it
   * @param role read, submit or admin
   * @param digest sha256: and the hexadecimal SHA-256 of the token
   */
  public record Token(
      @DefaultValue("") String name,
      @DefaultValue("") String role,
      @DefaultValue("") String digest) {}

  /**
   * How long what may take; time in the queue never counts.
   *
   * @param hello from the helper's start to its first word, and from a request to its first phase
   * @param compile Core ML's compile of the model
   * @param load loading it, which includes the Neural Engine's own compiles
   * @param prediction one prediction; several together get ten times that at most
   * @param plan Core ML's plan
   * @param lateEvidence what is gathered after the result
   * @param end from the end of its input to the helper's own end, before it is killed
   * @param firstPause the pause after a helper could not be started, doubled with each that follows
   * @param longestPause the longest of these pauses
   */
  public record Limits(
      @DefaultValue("30s") Duration hello,
      @DefaultValue("10m") Duration compile,
      @DefaultValue("15m") Duration load,
      @DefaultValue("2m") Duration prediction,
      @DefaultValue("3m") Duration plan,
      @DefaultValue("10s") Duration lateEvidence,
      @DefaultValue("2s") Duration end,
      @DefaultValue("1s") Duration firstPause,
      @DefaultValue("5m") Duration longestPause) {}
}
