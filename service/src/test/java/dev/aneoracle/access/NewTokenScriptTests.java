package dev.aneoracle.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTokenScriptTests {

  private static final Path SCRIPT = Path.of("..", "scripts", "new-token.sh");

  @TempDir private Path folder;

  @Test
  void tokenThatItPrintsIsGoodByTheFileThatItWrites() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "Without openssl it makes none");
    Path file = folder.resolve("tokens");
    Output first = run(file, "box-1", "submit");
    Output second = run(file, "watcher", "read");
    Output again = run(file, "box-1", "admin");

    assertThat(first.text()).matches("[0-9a-f]{64}\n");
    TokenRegistry registry = TokenRegistry.of(List.of(), file, Clock.systemUTC());
    assertThat(registry.holderOf(first.text().strip())).contains(new Caller("box-1", Role.SUBMIT));
    assertThat(registry.holderOf(second.text().strip())).contains(new Caller("watcher", Role.READ));
    assertThat(Files.readString(file)).doesNotContain(first.text().strip());
    assertThat(again.code()).isEqualTo(1);
    assertThat(registry.size()).isEqualTo(2);
  }

  @Test
  void refusesOtherRolesAndNames() throws IOException, InterruptedException {
    Path file = folder.resolve("tokens");

    assertThat(run(file, "box", "root").code()).isEqualTo(2);
    assertThat(run(file, "b x", "read").code()).isEqualTo(2);
    assertThat(file).doesNotExist();
  }

  private static Output run(Path file, String name, String role)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", SCRIPT.toString(), file.toString(), name, role)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.waitFor(), text);
  }

  private record Output(int code, String text) {}
}
