package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.MeasurementRequest;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.helper.Outcome;
import dev.aneoracle.helper.Proof;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Listening to evaluations whose measurements go on when the test says so. */
@ServiceTest
@Import(EventApiTests.Helper.class)
@TestPropertySource(
    properties = {"ane-oracle.api.max-event-listeners=3", "ane-oracle.api.event-heartbeat=500ms"})
class EventApiTests {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final int port;
  private final Api api;
  private final Stepwise measurer;
  private final EventFeed feed;
  private final List<Listener> listeners = new ArrayList<>();

  EventApiTests(@LocalServerPort int port, Stepwise measurer, EventFeed feed) {
    this.port = port;
    this.api = new Api(port);
    this.measurer = measurer;
    this.feed = feed;
  }

  @AfterEach
  void everythingEnds() {
    measurer.finishAll();
    listeners.forEach(Listener::close);
    await().atMost(SOON).until(() -> feed.listeners() == 0);
    await()
        .atMost(SOON)
        .until(() ->
            api.get(Api.EVALUATIONS + "?state=QUEUED").ids().isEmpty()
                && api.get(Api.EVALUATIONS + "?state=RUNNING").ids().isEmpty());
    measurer.reset();
  }

  private String submit() {
    return api.send(
            "POST",
            Api.EVALUATIONS,
            Multipart.of(ExampleModel.CLASSIFIER).body(),
            "Content-Type",
            Multipart.of(ExampleModel.CLASSIFIER).contentType(),
            "Cache-Control",
            "no-cache")
        .hasStatus(202)
        .text("/id");
  }

  private Listener listen(String id, String... headers) {
    Listener listener = new Listener(port, id, headers);
    listeners.add(listener);
    return listener;
  }

  @Test
  void everyPhaseIsToldUntilTheEnd() {
    String id = submit();
    measurer.awaitBegun();
    Listener listener = listen(id);
    assertThat(listener.next().id()).isEqualTo("RUNNING");

    measurer.finishAll();

    List<Event> rest = listener.toTheEnd();
    assertThat(rest)
        .extracting(Event::id)
        .containsExactly(
            "RUNNING.COMPILING", "RUNNING.LOADING", "RUNNING.RUNNING_PREDICTION", "SUCCEEDED");
    assertThat(rest)
        .extracting(Event::name)
        .containsExactly("progress", "progress", "progress", "ended");
    JsonNode last = rest.getLast().data();
    assertThat(last.at("/state").asString()).isEqualTo("SUCCEEDED");
    assertThat(last.at("/verdict").asString()).isEqualTo("PARTIAL");
    assertThat(rest)
        .allSatisfy(event ->
            assertThat(
                    ApiDocument.read().faults("#/components/schemas/EvaluationEvent", event.data()))
                .isEmpty());
  }

  @Test
  void placeInTheQueueIsToldAsItMoves() {
    submit();
    measurer.awaitBegun();
    submit();
    Listener listener = listen(submit());
    assertThat(listener.next().id()).isEqualTo("QUEUED.2");

    measurer.finishOne();

    assertThat(listener.next().id()).isEqualTo("QUEUED.1");
    measurer.finishAll();
    assertThat(listener.toTheEnd().getLast().id()).isEqualTo("SUCCEEDED");
  }

  @Test
  void endIsEstimatedOnceSomethingWasMeasured() {
    measurer.finishAll();
    assertThat(api.get(Api.EVALUATIONS + "/" + submit(), "Prefer", "wait=30").text("/state"))
        .isEqualTo("SUCCEEDED");
    measurer.reset();
    submit();
    measurer.awaitBegun();

    Event queued = listen(submit()).next();

    assertThat(queued.data().at("/estimatedStartAt").asString()).endsWith("Z");
    assertThat(queued.data().at("/estimatedEndAt").asString()).endsWith("Z");
  }

  @Test
  void cancelledEvaluationEndsTheStream() {
    submit();
    measurer.awaitBegun();
    String id = submit();
    Listener listener = listen(id);
    assertThat(listener.next().id()).isEqualTo("QUEUED.1");

    api.delete(Api.EVALUATIONS + "/" + id).hasStatus(204);

    assertThat(listener.toTheEnd()).extracting(Event::id).containsExactly("CANCELLED");
  }

  @Test
  void endedEvaluationIsToldAtOnce() {
    measurer.finishAll();
    String id = submit();
    api.get(Api.EVALUATIONS + "/" + id, "Prefer", "wait=30");

    Listener listener = listen(id);

    assertThat(listener.head()).contains("HTTP/1.1 200", "Content-Type: text/event-stream");
    assertThat(listener.toTheEnd()).extracting(Event::id).containsExactly("SUCCEEDED");
  }

  @Test
  void listenerThatComesBackIsNotToldWhatItKnows() {
    submit();
    measurer.awaitBegun();
    String id = submit();

    Listener listener = listen(id, "Last-Event-ID: QUEUED.1");
    listener.awaitHeartbeat();
    measurer.finishAll();

    assertThat(listener.toTheEnd().getFirst().id()).startsWith("RUNNING");
    assertThat(listen(id, "Last-Event-ID: RUNNING").toTheEnd())
        .extracting(Event::id)
        .containsExactly("SUCCEEDED");
    assertThat(listen(id, "Last-Event-ID: SUCCEEDED").head()).contains("HTTP/1.1 204");
  }

  @Test
  void listenerThatLeavesMakesRoomForAnother() {
    String id = submit();
    measurer.awaitBegun();
    Listener leaving = listen(id);
    leaving.next();
    listen(id).next();
    listen(id).next();
    Reply refused =
        api.get(Api.EVALUATIONS + "/" + id + "/events", "Accept", "text/event-stream")
            .isProblem(ProblemType.TOO_MANY_LISTENERS);
    assertThat(refused.header("Retry-After")).isPresent();

    leaving.close();

    await().atMost(SOON).until(() -> feed.listeners() == 2);
    assertThat(listen(id).next().id()).isEqualTo("RUNNING");
  }

  @Test
  void unknownEvaluationIsNotListenedTo() {
    api.get(Api.EVALUATIONS + "/01KANXW3ZP8S5T2J7Q9F0D4E6G/events", "Accept", "text/event-stream")
        .isProblem(ProblemType.UNKNOWN_EVALUATION);
  }

  @Test
  void headOfAStreamHasNoBody() {
    String id = submit();

    Reply reply = api.send("HEAD", Api.EVALUATIONS + "/" + id + "/events", BodyPublishers.noBody());

    assertThat(reply.hasStatus(200).mediaType()).isEqualTo("text/event-stream");
    assertThat(feed.listeners()).isZero();
  }

  /** An event as it stands in the stream. */
  private record Event(String id, String name, JsonNode data) {}

  /** A client that reads line by line. */
  private static final class Listener {

    private final Socket socket;
    private final BufferedReader lines;
    private final String head;
    private final long deadline = System.nanoTime() + 2 * SOON.toNanos();

    Listener(int port, String id, String... headers) {
      try {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) SOON.toMillis());
        String request =
            "GET %s/%s/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                .formatted(Api.EVALUATIONS, id, lines(headers));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder read = new StringBuilder();
        for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
          read.append(line).append('\n');
        }
        head = read.toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String lines(String... headers) {
      return Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining());
    }

    String head() {
      return head;
    }

    Event next() {
      return Objects.requireNonNull(nextOrEnd(), "an event before the end");
    }

    List<Event> toTheEnd() {
      List<Event> all = new ArrayList<>();
      for (Event event = nextOrEnd(); event != null; event = nextOrEnd()) {
        all.add(event);
      }
      return all;
    }

    private @Nullable Event nextOrEnd() {
      String id = "";
      String name = "";
      for (String line = line(); line != null; line = line()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          return new Event(id, name, JsonMapper.shared().readTree(line.substring(6)));
        }
      }
      return null;
    }

    void awaitHeartbeat() {
      for (String line = line(); !":".equals(line); line = line()) {
        assertThat(line).isNotNull().doesNotStartWith("data:");
      }
    }

    /**
     * Heartbeats keep a stream alive for ever, so that an event that never comes must be missed.
     */
    private @Nullable String line() {
      try {
        assertThat(System.nanoTime()).as("still nothing but heartbeats").isLessThan(deadline);
        return lines.readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Puts the measurer where the native helper would be. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Helper {

    @Bean
    @Primary
    Stepwise stepwiseMeasurer() {
      return new Stepwise(new MeasuringApiTests.Scripted());
    }
  }

  /** Measures as the scripted one does, when it may. */
  static final class Stepwise implements Measurer {

    private static final int ALL = 1000;

    private final Measurer scripted;
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(0);

    Stepwise(Measurer scripted) {
      this.scripted = scripted;
    }

    void awaitBegun() {
      begun.acquireUninterruptibly();
    }

    void finishOne() {
      allowed.release();
    }

    void finishAll() {
      allowed.release(ALL);
    }

    void reset() {
      allowed.drainPermits();
      begun.drainPermits();
    }

    @Override
    public Capability capability() {
      return scripted.capability();
    }

    @Override
    public Outcome measure(MeasurementRequest request, Consumer<Phase> progress)
        throws InterruptedException {
      begun.release();
      allowed.acquire();
      progress.accept(Phase.COMPILING);
      progress.accept(Phase.LOADING);
      progress.accept(Phase.RUNNING_PREDICTION);
      return scripted.measure(request, progress);
    }

    @Override
    public Proof prove() throws InterruptedException {
      return scripted.prove();
    }
  }
}
