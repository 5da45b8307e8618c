package dev.aneoracle.helper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts the helper's binary with a clean environment, in a folder of its own. */
final class ProcessLauncher implements HelperLauncher {

  private final List<String> command;
  private final Path binary;
  private @Nullable Digested digested;

  /** Creates the launcher of a command whose first word is the binary. */
  ProcessLauncher(List<String> command) {
    this.command = List.copyOf(command);
    this.binary = Path.of(command.getFirst());
  }

  @Override
  public synchronized String digest() throws IOException {
    long size = Files.size(binary);
    FileTime modified = Files.getLastModifiedTime(binary);
    if (digested == null || digested.size() != size || !digested.modified().equals(modified)) {
      digested = new Digested(size, modified, sha256(binary));
    }
    return digested.digest();
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public HelperProgram launch(HelperHome home) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.root().toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    environment.put("LANG", "en_US.UTF-8");
    environment.put("HOME", home.home().toString());
    environment.put("CFFIXED_USER_HOME", home.home().toString());
    // GNUstep looks for the second name.
    environment.put("TMPDIR", home.temporary().toString());
    environment.put("TMP", home.temporary().toString());
    return new ProcessProgram(builder.start());
  }

  private record Digested(long size, FileTime modified, String digest) {}
}
