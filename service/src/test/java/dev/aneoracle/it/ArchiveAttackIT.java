package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.it.Client.Reply;
import dev.aneoracle.it.Client.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hostile archives over HTTP: each is refused, and nothing of it stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ArchiveAttackIT {

  private static final int UNIX_SYMLINK = 0120777;
  private static final int BOMB_BYTES = 256 << 20;
  private static final int MANY = 1_000_000;
  private static final int TAR_BLOCK = 512;
  private static final byte[] MODEL = TestModels.network("layer", 10);

  @TempDir private static Path folder;

  private ServiceProcess service;

  @BeforeAll
  void start() throws IOException {
    service = ServiceProcess.start(folder);
  }

  @AfterAll
  void stop() {
    service.close();
    assertThat(folder.resolve("evil.mlmodel")).doesNotExist();
  }

  @Test
  void entryAboveTheArchiveIsRefused() throws IOException {
    refuses(zip("model.mlmodel", "../../evil.mlmodel"), "evil.zip");
  }

  @Test
  void entryWithAnAbsolutePathIsRefused() throws IOException {
    refuses(zip("model.mlmodel", folder.resolve("evil.mlmodel").toString()), "evil.zip");
  }

  @Test
  void symbolicLinkInAZipIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var zip = new ZipArchiveOutputStream(bytes)) {
      add(zip, "model.mlmodel", MODEL);
      ZipArchiveEntry link = new ZipArchiveEntry("link.mlmodel");
      link.setUnixMode(UNIX_SYMLINK);
      zip.putArchiveEntry(link);
      zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
    }

    refuses(bytes.toByteArray(), "link.zip");
  }

  @Test
  void symbolicLinkInATarIsRefused() throws IOException {
    refuses(tarWith(new TarArchiveEntry("link", TarConstants.LF_SYMLINK)), "link.tar");
  }

  @Test
  void hardLinkIsRefused() throws IOException {
    refuses(tarWith(new TarArchiveEntry("link", TarConstants.LF_LINK)), "link.tar");
  }

  @Test
  void deviceIsRefused() throws IOException {
    refuses(tarWith(new TarArchiveEntry("device", TarConstants.LF_CHR)), "device.tar");
  }

  @Test
  void bombIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var zip = new ZipArchiveOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      zip.putArchiveEntry(new ZipArchiveEntry("model.mlmodel"));
      byte[] zeros = new byte[1 << 20];
      for (int written = 0; written < BOMB_BYTES; written += zeros.length) {
        zip.write(zeros);
      }
      zip.closeArchiveEntry();
    }

    refuses(bytes.toByteArray(), "bomb.zip");
  }

  @Test
  void millionEntriesAreRefused() throws IOException {
    Path archive = folder.resolve("million.tar.gz");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(archive), 1 << 16) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      byte[] header = emptyFile();
      for (int entry = 0; entry < MANY; entry++) {
        number(header, entry);
        out.write(header);
      }
      out.write(new byte[2 * TAR_BLOCK]);
    }

    refuses(Upload.raw(BodyPublishers.ofFile(archive), "million.tar.gz"));
  }

  @Test
  void archiveThatIsCutShortIsRefused() throws IOException {
    byte[] whole = zip("a/model.mlmodel");

    refuses(Arrays.copyOf(whole, whole.length * 2 / 3), "cut.zip");
  }

  @Test
  void encryptedEntryIsRefused() throws IOException {
    byte[] zip = zip("model.mlmodel");
    for (int at = 0; at < zip.length - 4; at++) {
      if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 3 && zip[at + 3] == 4) {
        zip[at + 6] |= 1;
      } else if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
        zip[at + 8] |= 1;
      }
    }

    refuses(zip, "secret.zip");
  }

  @Test
  void nameThatComesTwiceIsRefused() throws IOException {
    refuses(zip("model.mlmodel", "model.mlmodel"), "twice.zip");
  }

  @Test
  void namesThatAreOneOnAMacAreRefused() throws IOException {
    refuses(zip("Model.mlmodel", "model.mlmodel"), "case.zip");
  }

  private void refuses(byte[] archive, String name) throws IOException {
    refuses(Upload.raw(archive, name));
  }

  private void refuses(Upload upload) throws IOException {
    Reply reply = service.client().upload(upload);

    assertThat(reply.problem()).as("%s", reply.json()).isEqualTo("archive-rejected");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("status").intValue()).isEqualTo(422);
    assertThat(reply.json().path("retryable").booleanValue()).isFalse();
    assertThat(reply.json().path("detail").asString())
        .isNotBlank()
        .doesNotContain(folder.toString() + "/data");
    Stored stored = new Stored(service.dataDirectory());
    assertThat(stored.incoming()).isEmpty();
    assertThat(stored.bundles()).isEmpty();
    assertThat(service.client().evaluations()).isEmpty();
    assertThat(service.isAlive()).isTrue();
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var zip = new ZipArchiveOutputStream(bytes)) {
      for (String name : names) {
        add(zip, name, MODEL);
      }
    }
    return bytes.toByteArray();
  }

  private static void add(ZipArchiveOutputStream zip, String name, byte[] content)
      throws IOException {
    zip.putArchiveEntry(new ZipArchiveEntry(name));
    zip.write(content);
    zip.closeArchiveEntry();
  }

  private static byte[] tarWith(TarArchiveEntry hostile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry model = new TarArchiveEntry("model.mlmodel");
      model.setSize(MODEL.length);
      tar.putArchiveEntry(model);
      tar.write(MODEL);
      tar.closeArchiveEntry();
      hostile.setLinkName("model.mlmodel");
      tar.putArchiveEntry(hostile);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] emptyFile() {
    byte[] header = new byte[TAR_BLOCK];
    TarArchiveEntry entry = new TarArchiveEntry("0000000.bin");
    entry.setSize(0);
    entry.writeEntryHeader(header);
    return header;
  }

  /** Names the entry of a tar header by its number, and makes its checksum anew. */
  private static void number(byte[] header, int number) {
    byte[] digits = "%07d".formatted(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, header, 0, digits.length);
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte one : header) {
      sum += one & 0xff;
    }
    byte[] checksum = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(checksum, 0, header, 148, checksum.length);
  }
}
