package dev.aneoracle.api;

import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.EvaluationService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Streams what becomes of an evaluation. */
@RestController
@RequestMapping("/api/v1/evaluations/{id}/events")
@Tag(name = OpenApiConfiguration.EVALUATIONS)
class EventController {

  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final EvaluationService evaluations;
  private final EventFeed feed;

  EventController(EvaluationService evaluations, EventFeed feed) {
    this.evaluations = evaluations;
    this.feed = feed;
  }

  @Operation(
      operationId = "listenToEvaluation",
      summary = "Listen to an evaluation until it has ended",
      description =
          """
          Server-sent events: where it stands now, then every change of state, phase and queue position, each with \
          an id. Events are named `progress`; the last one is named `ended`, and the stream closes. Lines with a colon \
          alone only show that the connection is alive.

              curl -N http://localhost:8080/api/v1/evaluations/01KANXW3ZP8S5T2J7Q9F0D4E6G/events

              id: QUEUED.1
              event: progress
              data: {"id":"01KANXW3ZP8S5T2J7Q9F0D4E6G","state":"QUEUED","queuePosition":1, …}

              id: SUCCEEDED
              event: ended
              data: {"id":"01KANXW3ZP8S5T2J7Q9F0D4E6G","state":"SUCCEEDED","verdict":"PARTIAL", …}

          A client that comes back with `Last-Event-ID` is sent where the evaluation stands by then, unless it knows; \
          what happened in between and passed is not told again.
          """,
      parameters =
          @Parameter(
              name = LAST_EVENT_ID,
              in = ParameterIn.HEADER,
              description = "The id of the event seen last; a browser sends it by itself",
              example = "QUEUED.3",
              schema = @Schema(type = "string")))
  @ApiResponse(
      responseCode = "200",
      description = "The events; the data of each is an EvaluationEvent",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(implementation = EvaluationEvent.Frame.class)))
  @ApiResponse(
      responseCode = "204",
      description =
          "It has ended and Last-Event-ID is that of its last event: there is nothing to come back"
              + " for",
      content = @Content)
  @ProblemAnswers({ProblemType.UNKNOWN_EVALUATION, ProblemType.TOO_MANY_LISTENERS})
  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void listen(
      @IdParameter @PathVariable String id,
      @Parameter(hidden = true) @RequestHeader(name = LAST_EVENT_ID, required = false)
          @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Evaluation evaluation = evaluations.find(id).orElseThrow(() -> EvaluationAnswers.unknown(id));
    if (evaluation.state().ended() && evaluation.state().name().equals(lastEventId)) {
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return;
    }
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(java.nio.charset.StandardCharsets.UTF_8);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // Some proxies hold back what they are not told to pass on at once.
    response.setHeader("X-Accel-Buffering", "no");
    if (HttpMethod.HEAD.matches(request.getMethod())) {
      return;
    }
    if (!feed.enter()) {
      throw new ApiException(
          ProblemType.TOO_MANY_LISTENERS,
          "%d event streams are open and more are not allowed; try again, or ask with 'Prefer: wait=60'."
              .formatted(feed.listeners()));
    }
    open(id, lastEventId, request, response);
  }

  private void open(
      String id,
      @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    AsyncContext context = request.startAsync(request, response);
    // It lasts as long as the evaluation; heartbeats find those who left.
    context.setTimeout(0);
    EventStream stream =
        new EventStream(
            context,
            response.getOutputStream(),
            closed -> {
              feed.leave();
              feed.remove(id, closed);
            });
    context.addListener(stream);
    response.getOutputStream().setWriteListener(stream);
    feed.add(id, stream, lastEventId);
  }
}
