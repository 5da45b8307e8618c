package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.aneoracle.TestModels;
import dev.aneoracle.access.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Neither a token nor anything out of a model is ever logged, whatever comes of the request. */
@TokenServiceTest
class LogSecrecyTests {

  private static final String AUTHORIZATION = "Authorization";
  private static final String WRONG = "wrong-token-of-a-stranger";
  private static final String CONTENT = "name-of-a-secret-layer";
  private static final String FILENAME = "name-of-a-secret-file";

  private final Api api;
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("dev.aneoracle");
  private final Recorder recorder = new Recorder();

  LogSecrecyTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @BeforeEach
  void listen() {
    ours.setLevel(Level.TRACE);
    recorder.setContext(root.getLoggerContext());
    recorder.start();
    root.addAppender(recorder);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(recorder);
    ours.setLevel(null);
  }

  @Test
  void tokensAndModelsStayOutOfTheLog() {
    for (String credentials :
        List.of(
            TestToken.bearer(Role.READ),
            TestToken.bearer(Role.SUBMIT),
            TestToken.bearer(Role.ADMIN),
            TestToken.basic(TestToken.of(Role.ADMIN)),
            "Bearer " + WRONG,
            TestToken.basic(WRONG),
            "Digest " + WRONG)) {
      useAll(credentials);
    }

    String log = recorder.text();
    assertThat(log)
        .as("the log tells of what was done")
        .containsPattern(" accepted .*caller=submitter")
        .contains("ended");
    assertThat(log)
        .doesNotContain(
            TestToken.of(Role.READ),
            TestToken.of(Role.SUBMIT),
            TestToken.of(Role.ADMIN),
            WRONG,
            TestToken.basic(TestToken.of(Role.ADMIN)).substring(6),
            TestToken.basic(WRONG).substring(6),
            CONTENT,
            FILENAME);
  }

  private void useAll(String credentials) {
    byte[] model = TestModels.add(CONTENT);
    byte[] damaged = Arrays.copyOf(model, model.length - 3);
    byte[] pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 1\n"
            .formatted(CONTENT)
            .getBytes(StandardCharsets.UTF_8);
    byte[] onnx = CONTENT.repeat(40).getBytes(StandardCharsets.UTF_8);
    for (byte[] body : List.of(model, damaged, pointer, onnx)) {
      api.send(
          "POST",
          Api.EVALUATIONS + "?label=%s&filename=%s.mlmodel".formatted(CONTENT, FILENAME),
          BodyPublishers.ofByteArray(body),
          AUTHORIZATION,
          credentials,
          "Prefer",
          "wait=30");
    }
    for (String path :
        List.of(
            Api.EVALUATIONS,
            "/api/v1/evaluations/" + CONTENT,
            "/api/v1/models/" + CONTENT,
            "/api/v1/hosts?nope=" + CONTENT,
            "/actuator/prometheus",
            "/" + CONTENT)) {
      api.get(path, AUTHORIZATION, credentials);
      api.send("DELETE", path, BodyPublishers.noBody(), AUTHORIZATION, credentials);
    }
    api.send(
        "POST",
        Api.EVALUATIONS,
        BodyPublishers.ofString("{\"model\":\"%s\"".formatted(CONTENT)),
        "Content-Type",
        "application/json",
        AUTHORIZATION,
        credentials);
  }

  /** Keeps all that is logged, with what goes along. */
  private static final class Recorder extends AppenderBase<ILoggingEvent> {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      Map<String, String> context = event.getMDCPropertyMap();
      String stack =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(
          "%s %s %s %s %s"
              .formatted(
                  event.getLoggerName(),
                  event.getFormattedMessage(),
                  event.getKeyValuePairs(),
                  context,
                  stack));
    }

    String text() {
      return lines.stream().collect(Collectors.joining("\n"));
    }
  }
}
