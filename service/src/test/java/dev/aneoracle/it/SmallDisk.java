package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An ext4 file system of its own in a file, which a test fills and forbids to write to. */
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 1 << 12;
  private static final long LIMIT_SECONDS = 60;

  private final Path root;
  private final Path ballast;
  private final Path readOnlyView;
  private final Path output;
  private boolean readOnly;

  private SmallDisk(Path folder) {
    this.root = folder.resolve("data");
    this.ballast = root.resolve("ballast");
    this.readOnlyView = folder.resolve("read-only");
    this.output = folder.resolve("commands.log");
  }

  /**
   * Makes one in a folder and mounts it where the service keeps its data; skips the test where that
   * is not allowed.
   */
  static SmallDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
    assumeThat(
            "root".equals(System.getProperty("user.name"))
                && Files.exists(Path.of("/dev/loop-control"))
                && Files.exists(Path.of("/sbin/mkfs.ext4")))
        .as("needs Linux, root, loop devices and mkfs.ext4 (e2fsprogs)")
        .isTrue();
    SmallDisk disk = new SmallDisk(folder);
    Path image = folder.resolve("disk.ext4");
    try (FileChannel channel =
        FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), megabytes * (1L << 20) - 1);
    }
    Files.createDirectory(disk.root);
    disk.run("/sbin/mkfs.ext4", "-q", "-F", "-m", "0", "-b", "4096", image.toString());
    disk.run("mount", "-o", "loop", image.toString(), disk.root.toString());
    Files.createDirectory(disk.readOnlyView);
    disk.run("mount", "--bind", disk.root.toString(), disk.readOnlyView.toString());
    disk.run("mount", "-o", "remount,bind,ro", disk.readOnlyView.toString());
    return disk;
  }

  /** Returns the folder that it is mounted at. */
  Path root() {
    return root;
  }

  long free() {
    return root.toFile().getUsableSpace();
  }

  /** Takes every block there is; what others free since is taken by another call. */
  void fill() throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            ballast,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      for (int size = 1 << 20; size >= BLOCK; size /= 2) {
        append(channel, size);
      }
    }
  }

  private static void append(FileChannel channel, int size) throws IOException {
    while (true) {
      try {
        channel.write(ByteBuffer.allocate(size));
      } catch (IOException e) {
        if (String.valueOf(e.getMessage()).contains("No space left")) {
          return;
        }
        throw e;
      }
    }
  }

  /** Gives back what {@link #fill()} took. */
  void empty() throws IOException {
    Files.deleteIfExists(ballast);
  }

  /**
   * Lets nothing be written any more: a read-only mount of the same lies over it, and files that
   * are open for writing are made immutable, for the kernel refuses to remount a file system under
   * them.
   */
  void forbidWriting(List<Path> open) throws IOException, InterruptedException {
    readOnly = true;
    attribute("+i", open);
    run("mount", "--bind", readOnlyView.toString(), root.toString());
  }

  void allowWriting(List<Path> open) throws IOException, InterruptedException {
    run("umount", "--lazy", root.toString());
    attribute("-i", open);
    readOnly = false;
  }

  private void attribute(String change, List<Path> files) throws IOException, InterruptedException {
    run(
        Stream.concat(Stream.of("chattr", change), files.stream().map(Path::toString))
            .toArray(String[]::new));
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
    assertThat(process.exitValue())
        .as("%s: %s", String.join(" ", command), Files.readString(output))
        .isZero();
  }

  /** Unmounts it; a test that failed may have left it read-only. */
  @Override
  public void close() throws IOException {
    try {
      if (readOnly) {
        run("umount", "--lazy", root.toString());
        try (Stream<Path> files = Files.walk(root)) {
          attribute("-i", files.filter(Files::isRegularFile).toList());
        }
      }
      run("umount", "--lazy", readOnlyView.toString());
      run("umount", "--lazy", root.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while unmounting " + root, e);
    }
  }
}
