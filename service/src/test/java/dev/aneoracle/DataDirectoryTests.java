package dev.aneoracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTests {

  @TempDir private Path folder;

  @Test
  void makesTheFolder() throws IOException {
    try (DataDirectory taken = DataDirectory.take(folder.resolve("a/b"))) {
      assertThat(Files.isDirectory(taken.folder("models"))).isTrue();
    }
  }

  @Test
  void sweepsTheTemporaryFilesOfAnEarlierRun() throws IOException {
    try (DataDirectory taken = DataDirectory.take(folder)) {
      Path temporary = taken.emptyTemporary();
      Files.createDirectories(temporary.resolve("tomcat/work"));
      Files.writeString(temporary.resolve("library.so"), "left behind");

      assertThat(taken.emptyTemporary()).isEqualTo(temporary).isEmptyDirectory();
    }
  }

  @Test
  void isTakenByOneServiceAtATime() throws IOException {
    try (DataDirectory _ = DataDirectory.take(folder)) {
      assertThatThrownBy(() -> DataDirectory.take(folder))
          .isInstanceOf(DataDirectory.DataDirectoryInUseException.class)
          .hasMessageContaining("ane-oracle.data-directory");
    }
    DataDirectory.take(folder).close();
  }
}
