package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A package with 2 GiB of weights, sent to a service that has a heap of 256 MiB. */
class LargeUploadIT {

  private static final long SIZE = 2L << 30;
  private static final long FREE_SPACE = 12L << 30;
  private static final double MOST_WRITES = 2.1;
  private static final String BOUNDARY = "5e0c9d";

  @TempDir private Path folder;

  @Test
  @Timeout(300)
  void largeUploadIsWrittenNoMoreThanTwiceHoweverItIsSent() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(folder).getUsableSpace() >= FREE_SPACE,
        () -> "Skipped: less than 12 GiB are free where " + folder + " lies");
    try (ServiceProcess service = ServiceProcess.start(folder)) {
      accepts(service, "multipart zip", multipart(LargeArchive.zip("a", SIZE)));
      accepts(service, "raw tar", raw(LargeArchive.tar("b", SIZE)));

      assertThat(service.log()).doesNotContain("OutOfMemoryError", " ERROR ");
    }
  }

  private static void accepts(ServiceProcess service, String what, Upload upload)
      throws IOException {
    Client client = service.client();
    long before = written(service.pid());
    long start = System.nanoTime();

    Reply reply = client.upload(upload.waiting());

    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    long written = written(service.pid()) - before;
    System.out.printf(
        "large upload: %s of %d MiB in %d ms, written %.3f times%n",
        what, SIZE >> 20, taken.toMillis(), written / (double) SIZE);
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    assertThat(reply.json().path("state").asString()).isEqualTo("SUCCEEDED");
    assertThat(reply.json().path("model").path("format").asString()).isEqualTo("mlpackage");
    assertThat(reply.json().path("model").path("bytes").longValue())
        .isBetween(SIZE, SIZE + (1 << 16));
    assertThat(reply.json().path("model").path("warnings")).isEmpty();
    assertThat(written).isLessThanOrEqualTo((long) (MOST_WRITES * SIZE));
    assertThat(client.delete(reply.id())).isEqualTo(204);
    assertThat(new Stored(service.dataDirectory()).bundles()).isEmpty();
    assertThat(new Stored(service.dataDirectory()).incoming()).isEmpty();
  }

  /** Chunked, as a client sends it that does not know the length. */
  private static Upload multipart(LargeArchive archive) {
    String head =
        """
        --%s\r
        Content-Disposition: form-data; name="model"; filename="large.mlpackage.zip"\r
        Content-Type: application/zip\r
        \r
        """
            .formatted(BOUNDARY);
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofInputStream(archive::open),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    return new Upload(
        body, Map.of(), Map.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
  }

  /** With its length, as {@code curl -T} sends it. */
  private static Upload raw(LargeArchive archive) {
    return Upload.raw(
        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(archive::open), archive.length()),
        "large.mlpackage.tar");
  }

  /** Returns the bytes that a process has sent to the disk; 0 where the system does not tell. */
  private static long written(long pid) throws IOException {
    Path counters = Path.of("/proc", Long.toString(pid), "io");
    if (!Files.isReadable(counters)) {
      System.out.println("large upload: no " + counters + ", so what is written is not counted");
      return 0;
    }
    return Files.readAllLines(counters).stream()
        .filter(line -> line.startsWith("write_bytes: "))
        .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
        .sum();
  }
}
