package dev.aneoracle.api;

import dev.aneoracle.evaluation.EvaluationService;
import dev.aneoracle.evaluation.Maintenance;
import dev.aneoracle.evaluation.MaintenanceNotice;
import dev.aneoracle.host.HostInfo;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Takes the node that is asked out of measuring and back in. */
@RestController
@RequestMapping(path = "/api/v1/maintenance", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = OpenApiConfiguration.HOSTS)
class MaintenanceController {

  private static final int MAXIMUM_REASON = 200;
  private static final String LINE_PATTERN = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$";
  private static final Pattern LINE = Pattern.compile(LINE_PATTERN);
  private static final String WAIT =
      "wait=N answers as soon as nothing is measured any more, after N seconds (at most 60) at the"
          + " latest (RFC 7240)";

  private final Maintenance maintenance;
  private final EvaluationService evaluations;
  private final String node;

  MaintenanceController(Maintenance maintenance, EvaluationService evaluations, HostInfo host) {
    this.maintenance = maintenance;
    this.evaluations = evaluations;
    this.node = host.node();
  }

  @Operation(
      operationId = "getMaintenance",
      summary = "Ask whether the node is in maintenance, and idle",
      description =
          "IDLE means that the machine may be restarted: nothing is measured on it and nothing will"
              + " be until the maintenance has ended.")
  @ApiResponse(
      responseCode = "200",
      description = "How it stands",
      headers =
          @Header(
              name = EvaluationAnswers.PREFERENCE_APPLIED,
              ref = EvaluationAnswers.PREFERENCE_APPLIED))
  @ProblemAnswers
  @GetMapping
  DeferredResult<ResponseEntity<StandingResponse>> get(
      @PreferParameter(description = WAIT)
          @RequestHeader(name = EvaluationAnswers.PREFER, required = false)
          @Nullable List<String> prefer) {
    return answer(prefer);
  }

  @Operation(
      operationId = "beginMaintenance",
      summary = "Begin maintenance of the node",
      description =
          "What it measures it ends, and takes no more, also after a restart. Uploads are taken and"
              + " predicted as ever; their measurements wait, or are made by other nodes on the same"
              + " queue. Asked for again it only changes the reason.")
  @ApiResponse(
      responseCode = "200",
      description = "It has begun",
      headers =
          @Header(
              name = EvaluationAnswers.PREFERENCE_APPLIED,
              ref = EvaluationAnswers.PREFERENCE_APPLIED))
  @ProblemAnswers
  @PutMapping
  DeferredResult<ResponseEntity<StandingResponse>> begin(
      @Parameter(
              description = "Why, for those who look: one line",
              example = "macOS 15.6",
              schema = @Schema(type = "string", maxLength = MAXIMUM_REASON, pattern = LINE_PATTERN))
          @RequestParam(required = false)
          @Nullable String reason,
      @PreferParameter(description = WAIT)
          @RequestHeader(name = EvaluationAnswers.PREFER, required = false)
          @Nullable List<String> prefer) {
    maintenance.begin(checked(reason));
    return answer(prefer);
  }

  private static @Nullable String checked(@Nullable String reason) {
    if (reason == null) {
      return null;
    }
    // The API document counts code points.
    if (reason.codePointCount(0, reason.length()) > MAXIMUM_REASON
        || !LINE.matcher(reason).matches()) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST,
          "The parameter 'reason' is one line of at most %d characters, without control characters."
              .formatted(MAXIMUM_REASON));
    }
    return reason.isBlank() ? null : reason;
  }

  @Operation(
      operationId = "endMaintenance",
      summary = "End maintenance of the node",
      description = "The queue is taken up at once. Where there is no maintenance nothing changes.")
  @ApiResponse(responseCode = "204", description = "It has ended")
  @ProblemAnswers
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end() {
    maintenance.end();
  }

  private DeferredResult<ResponseEntity<StandingResponse>> answer(@Nullable List<String> prefer) {
    Duration wait = Preference.waitOf(prefer == null ? List.of() : prefer);
    var result =
        new DeferredResult<ResponseEntity<StandingResponse>>(wait.plusSeconds(1).toMillis());
    ResponseEntity.BodyBuilder response = ResponseEntity.ok();
    Runnable answer = () -> result.setResult(response.body(standing()));
    if (wait.isZero()) {
      answer.run();
      return result;
    }
    response.header(EvaluationAnswers.PREFERENCE_APPLIED, "wait=" + wait.toSeconds());
    result.onTimeout(answer);
    Runnable settled =
        () -> {
          if (maintenance.idle() || maintenance.notice().isEmpty()) {
            answer.run();
          }
        };
    Runnable stopListening = maintenance.onChange(settled);
    Runnable stopWaiting = WaitLimit.after(wait, answer);
    result.onCompletion(() -> {
      stopListening.run();
      stopWaiting.run();
    });
    settled.run();
    return result;
  }

  private StandingResponse standing() {
    boolean idle = maintenance.idle();
    MaintenanceNotice notice = maintenance.notice().orElse(null);
    return new StandingResponse(
        node,
        notice == null ? State.NONE : idle ? State.IDLE : State.FINISHING,
        MaintenanceResponse.ofNullable(notice),
        evaluations.measuringHere());
  }

  /** How a node's maintenance stands. */
  @Schema(name = "MaintenanceStanding", description = "How a node's maintenance stands")
  record StandingResponse(
      @Schema(description = "The node's name") String node,
      @Schema(
              description =
                  "NONE: it measures; FINISHING: it ends what it measures; IDLE: it does nothing, and may be restarted")
          State state,
      @Schema(description = "Null where there is none") @Nullable MaintenanceResponse maintenance,
      @Schema(description = "The ids of the evaluations that are measured now")
          List<String> measuring) {}

  /** How far it is. */
  enum State {
    NONE,
    FINISHING,
    IDLE
  }
}
