package dev.aneoracle.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the disk, and whether it takes more. */
class StorageTests {

  @TempDir private Path folder;

  @Test
  void countsTheFilesOfEachAreaWhenAsked() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.write(folder.resolve("a/b/one"), new byte[10]);
    Files.write(folder.resolve("a/two"), new byte[5]);
    Files.createSymbolicLink(folder.resolve("a/link"), folder.resolve("file"));
    Files.write(folder.resolve("file"), new byte[7]);
    Area tree = new Area("tree", List.of(folder.resolve("a"), folder.resolve("absent")));
    Area file = new Area("file", List.of(folder.resolve("file")));
    StorageAccount account = new StorageAccount(List.of(tree, file));

    assertThat(account.of(tree)).isEqualTo(new Usage(0, 0));
    account.refresh();
    assertThat(account.of(tree)).isEqualTo(new Usage(2, 15));
    assertThat(account.of(file)).isEqualTo(new Usage(1, 7));

    Files.write(folder.resolve("a/three"), new byte[1]);
    assertThat(account.of(tree).files()).isEqualTo(2);
    account.refresh();
    assertThat(account.of(tree)).isEqualTo(new Usage(3, 16));
  }

  @Test
  void takesWorkWhileTheReserveIsFreeAndUploadsWhileMoreIs() {
    AtomicLong free = new AtomicLong(100);
    Disks disks = new Disks(List.of(folder), 100, 50, _ -> free.get());
    assertThat(disks.fault()).isEmpty();

    free.set(99);
    assertThat(disks.fault().orElseThrow()).contains("99 bytes are free, 100 must be");
    assertThat(disks.hasRoom()).isTrue();
    disks.requireRoom();

    free.set(49);
    assertThat(disks.hasRoom()).isFalse();
    assertThatThrownBy(disks::requireRoom)
        .isInstanceOf(StorageFullException.class)
        .hasMessageContaining("49 bytes left");
  }

  @Test
  void theFullestDiskCounts() {
    Path other = folder.resolve("other");
    Disks disks = new Disks(List.of(folder, other), 0, 10, path -> path.equals(other) ? 5 : 50);
    assertThat(disks.free()).isEqualTo(5);
    assertThat(disks.hasRoom()).isFalse();
  }

  @Test
  void saysWhereNothingCanBeWritten() {
    Path absent = folder.resolve("absent");
    Disks disks = new Disks(List.of(folder, absent), 0, 0, _ -> 1);
    assertThat(disks.fault().orElseThrow()).contains("nothing can be written to", "absent");
  }

  @Test
  void leavesNothingWhereItTried() {
    assertThat(new Disks(List.of(folder), 0, 0).fault()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }
}
