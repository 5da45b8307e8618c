package dev.aneoracle;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The service's settings.
 *
 * @param dataDirectory where models and the database are kept
 * @param node the name this node goes by; the machine's name unless set
 * @param prediction how predictions are made
 * @param upload how large an upload may be
 * @param queue how much may wait
 */
@ConfigurationProperties(AneOracleProperties.NAME)
public record AneOracleProperties(
    Path dataDirectory,
    @Nullable String node,
    @DefaultValue Prediction prediction,
    @DefaultValue Upload upload,
    @DefaultValue Queue queue) {

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
   * How predictions are made.
   *
   * @param threads how many run at once; 0 for one a processor
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
   * How large an upload may be.
   *
   * @param maxSize the bytes received
   * @param maxUnpackedSize the bytes of the files in an archive
   * @param maxEntries the entries of an archive
   * @param maxRatio unpacked bytes a received byte, judged beyond the first 64 MiB
   * @param maxDepth the folders above a file in an archive
   * @param minFreeSpace what must stay free on the disk
   */
  public record Upload(
      @DefaultValue("8GB") DataSize maxSize,
      @DefaultValue("16GB") DataSize maxUnpackedSize,
      @DefaultValue("10000") int maxEntries,
      @DefaultValue("200") int maxRatio,
      @DefaultValue("32") int maxDepth,
      @DefaultValue("1GB") DataSize minFreeSpace) {}

  /**
   * How much may wait.
   *
   * @param maxEvaluations queued evaluations
   * @param maxSize bytes of queued models
   */
  public record Queue(
      @DefaultValue("1000") int maxEvaluations, @DefaultValue("64GB") DataSize maxSize) {}
}
