package dev.aneoracle.api;

import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.EvaluationService;
import dev.aneoracle.evaluation.EvaluationService.Progress;
import dev.aneoracle.evaluation.EvaluationWatch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.context.request.async.DeferredResult;

/** Answers with an evaluation, at once or as soon as it has ended, without holding a thread. */
final class EvaluationAnswers {

  static final String PREFER = "Prefer";
  static final String PREFERENCE_APPLIED = "Preference-Applied";

  private final EvaluationService evaluations;
  private final EvaluationWatch watch;

  EvaluationAnswers(EvaluationService evaluations, EvaluationWatch watch) {
    this.evaluations = evaluations;
    this.watch = watch;
  }

  /** Answers a question for an evaluation: always 200. */
  DeferredResult<ResponseEntity<EvaluationResponse>> get(String id, List<String> preferences) {
    Evaluation evaluation = evaluations.find(id).orElseThrow(() -> unknown(id));
    return when(evaluation, preferences, new HttpHeaders(), _ -> HttpStatus.OK);
  }

  /** Answers a submission: 200 where it has ended, 202 where not, always with its address. */
  DeferredResult<ResponseEntity<EvaluationResponse>> submitted(
      Evaluation evaluation, List<String> preferences) {
    HttpHeaders headers = new HttpHeaders();
    headers.setLocation(URI.create("/api/v1/evaluations/" + evaluation.id()));
    return when(
        evaluation,
        preferences,
        headers,
        now -> now.state().ended() ? HttpStatus.OK : HttpStatus.ACCEPTED);
  }

  private DeferredResult<ResponseEntity<EvaluationResponse>> when(
      Evaluation seen, List<String> preferences, HttpHeaders headers, StatusOf status) {
    Duration wait = Preference.waitOf(preferences);
    // The container's own limit comes later: the answer at the end of the wait is ours.
    var result =
        new DeferredResult<ResponseEntity<EvaluationResponse>>(wait.plusSeconds(1).toMillis());
    if (!wait.isZero()) {
      headers.set(PREFERENCE_APPLIED, "wait=" + wait.toSeconds());
    }
    if (wait.isZero() || seen.state().ended()) {
      result.setResult(answer(seen, headers, status));
      return result;
    }
    Runnable answer = () -> complete(result, seen.id(), headers, status);
    Runnable stopWatching = watch.onEnd(seen.id(), answer);
    Runnable stopWaiting = WaitLimit.after(wait, answer);
    result.onCompletion(() -> {
      stopWatching.run();
      stopWaiting.run();
    });
    try {
      if (evaluations.isUnderWay(seen.id())) {
        result.onTimeout(answer);
        return result;
      }
    } catch (RuntimeException e) {
      stopWatching.run();
      stopWaiting.run();
      throw e;
    }
    answer.run();
    stopWatching.run();
    return result;
  }

  private void complete(
      DeferredResult<ResponseEntity<EvaluationResponse>> result,
      String id,
      HttpHeaders headers,
      StatusOf status) {
    try {
      Optional<Evaluation> evaluation = evaluations.find(id);
      if (evaluation.isEmpty()) {
        result.setErrorResult(unknown(id));
        return;
      }
      result.setResult(answer(evaluation.get(), headers, status));
    } catch (DataAccessException | TransactionException e) {
      // It is the client's answer; the thread that says the evaluation has ended goes on.
      result.setErrorResult(e);
    }
  }

  private ResponseEntity<EvaluationResponse> answer(
      Evaluation evaluation, HttpHeaders headers, StatusOf status) {
    return ResponseEntity.status(status.of(evaluation)).headers(headers).body(response(evaluation));
  }

  EvaluationResponse response(Evaluation evaluation) {
    return EvaluationResponse.of(evaluation, evaluations.progress(evaluation));
  }

  List<EvaluationResponse> responses(List<Evaluation> page) {
    List<Progress> progress = evaluations.progress(page);
    return IntStream.range(0, page.size())
        .mapToObj(index -> EvaluationResponse.of(page.get(index), progress.get(index)))
        .toList();
  }

  static ApiException unknown(String id) {
    return new ApiException(
        ProblemType.UNKNOWN_EVALUATION, "There is no evaluation '%s'.".formatted(id));
  }

  private interface StatusOf {
    HttpStatus of(Evaluation evaluation);
  }
}
