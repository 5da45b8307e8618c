package dev.aneoracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.aneoracle.access.Access;
import dev.aneoracle.access.InvalidTokensException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

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
        .hasRootCauseInstanceOf(ListeningGuard.RefusedException.class);
  }

  @Test
  void listensBeyondThisMachineWithTokens() {
    try (ConfigurableApplicationContext service =
        start(
            "--server.address=0.0.0.0",
            "--server.port=0",
            "--ane-oracle.security.tokens[0].name=box",
            "--ane-oracle.security.tokens[0].role=read",
            "--ane-oracle.security.tokens[0].digest=sha256:" + "0".repeat(64))) {
      assertThat(service.getBean(Access.class)).isInstanceOf(Access.ByToken.class);
    }
  }

  @Test
  void doesNotStartWithoutItsTokensFile() {
    assertThatThrownBy(() ->
            start("--server.port=0", "--ane-oracle.security.tokens-file=" + folder.resolve("no")))
        .hasRootCauseInstanceOf(NoSuchFileException.class)
        .hasStackTraceContaining("The tokens file");
  }

  @Test
  void doesNotStartWithATokenThatIsNoDigest() {
    assertThatThrownBy(() ->
            start(
                "--server.port=0",
                "--ane-oracle.security.tokens[0].name=box",
                "--ane-oracle.security.tokens[0].role=read",
                "--ane-oracle.security.tokens[0].digest=the-token-itself"))
        .hasRootCauseInstanceOf(InvalidTokensException.class)
        .rootCause()
        .hasMessageContaining("ane-oracle.security.tokens[0]")
        .hasMessageNotContaining("the-token-itself");
  }

  @Test
  void opensNoSecondPortThatNothingGuards() {
    assertThatThrownBy(() -> start("--server.port=0", "--management.server.port=0"))
        .hasRootCauseInstanceOf(ListeningGuard.RefusedException.class);
  }

  @Test
  void explainsWhyItDoesNotStart() {
    var failure =
        Objects.requireNonNull(
            new StartFailureAnalyzer(new StandardEnvironment())
                .analyze(
                    new IllegalStateException(
                        new ListeningGuard.RefusedException("Set it to 127.0.0.1."))));

    assertThat(failure.getDescription()).contains("127.0.0.1");
  }

  @Test
  void keepsEvaluationsOnAServerWhereOneIsNamed() {
    String url = PostgresServer.running().newDatabase();
    try (ConfigurableApplicationContext service =
        start("--server.port=0", "--spring.datasource.url=" + url)) {
      JdbcClient jdbc = JdbcClient.create(service.getBean(DataSource.class));

      assertThat(jdbc.sql("select count(*) from node").query(Integer.class).single()).isEqualTo(1);
      assertThat(folder.resolve("ane-oracle.db")).doesNotExist();
    }
  }

  @Test
  void saysWhichDatabaseItCannotReachAndNeverThePassword() {
    String url = "jdbc:postgresql://127.0.0.1:1/oracle?user=lab&password=secret";

    Throwable failure =
        catchThrowable(() -> start("--server.port=0", "--spring.datasource.url=" + url));

    FailureAnalysis analysis =
        Objects.requireNonNull(
            new StartFailureAnalyzer(
                    new MockEnvironment().withProperty("spring.datasource.url", url))
                .analyze(failure));
    assertThat(analysis.getDescription())
        .contains("jdbc:postgresql://127.0.0.1:1/oracle")
        .contains("refused")
        .doesNotContain("secret");
    assertThat(analysis.getAction()).contains("spring.datasource.url");
  }

  @Test
  void takesNoOtherKindOfDatabase() {
    assertThatThrownBy(
            () -> start("--server.port=0", "--spring.datasource.url=jdbc:mysql://127.0.0.1/oracle"))
        .hasStackTraceContaining("jdbc:postgresql://HOST:PORT/DATABASE");
  }

  @Test
  void keepsItsDataInTheUsersHomeUnlessToldOtherwise() {
    StandardEnvironment environment = new StandardEnvironment();
    ConfigDataEnvironmentPostProcessor.applyTo(environment);

    AneOracleProperties properties =
        Binder.get(environment).bind(AneOracleProperties.NAME, AneOracleProperties.class).get();

    assertThat(properties.dataDirectory())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".ane-oracle"));
  }

  private ConfigurableApplicationContext start(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--ane-oracle.data-directory=" + folder;
    return SpringApplication.run(AneOracleApplication.class, all);
  }
}
