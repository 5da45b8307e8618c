package dev.aneoracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class ServiceStartTests {

  @TempDir private Path folder;

  @Test
  void commitsReachTheDisk() {
    try (ConfigurableApplicationContext service = start("--server.port=0")) {
      JdbcClient jdbc = JdbcClient.create(service.getBean(DataSource.class));

      assertThat(pragma(jdbc, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(jdbc, "synchronous")).isEqualTo("2");
      assertThat(pragma(jdbc, "fullfsync")).isEqualTo("1");
      assertThat(pragma(jdbc, "foreign_keys")).isEqualTo("1");
    }
  }

  private static String pragma(JdbcClient jdbc, String name) {
    return jdbc.sql("pragma " + name).query((row, _) -> row.getString(1)).single();
  }

  @Test
  void doesNotListenBeyondThisMachineWithoutTokens() {
    assertThatThrownBy(() -> start("--server.address=0.0.0.0", "--server.port=0"))
        .hasRootCauseInstanceOf(LoopbackGuard.NotLoopbackException.class);
  }

  @Test
  void explainsWhyItDoesNotStart() {
    var failure =
        Objects.requireNonNull(
            new StartFailureAnalyzer()
                .analyze(new IllegalStateException(new LoopbackGuard.NotLoopbackException(null))));

    assertThat(failure.getDescription()).contains("127.0.0.1");
  }

  private ConfigurableApplicationContext start(String... arguments) {
    return new SpringApplicationBuilder(AneOracleApplication.class)
        .properties("ane-oracle.data-directory=" + folder)
        .run(arguments);
  }
}
