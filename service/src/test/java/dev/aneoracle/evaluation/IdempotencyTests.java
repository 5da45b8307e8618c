package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class IdempotencyTests {

  private static final IdempotencyKey KEY = new IdempotencyKey("", "key");

  private final TestDatabase database;

  @TempDir Path folder;

  private EvaluationFixture fixture;

  IdempotencyTests(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    fixture =
        new EvaluationFixture(
            database.open(folder), folder, new QueueLimits(2, DataSize.ofGigabytes(1)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void sameRequestWithTheSameKeyIsAnsweredByTheSameEvaluation() {
    Evaluation first = fixture.submit(1, KEY, 5);

    assertThat(fixture.submit(1, KEY, 5).id()).isEqualTo(first.id());
    assertThat(fixture.repository.depth().evaluations()).isEqualTo(1);
  }

  @Test
  void anotherRequestWithTheSameKeyIsRefused() {
    Evaluation first = fixture.submit(1, KEY, 5);

    assertThatThrownBy(() -> fixture.submit(2, KEY, 5))
        .isInstanceOf(IdempotencyKeyReusedException.class)
        .hasMessageContaining("'key'")
        .hasMessageContaining(first.id());
    assertThatThrownBy(() -> fixture.submit(1, KEY, 6))
        .isInstanceOf(IdempotencyKeyReusedException.class);
    assertThat(fixture.repository.depth().evaluations()).isEqualTo(1);
  }

  @Test
  void modelOfARefusedRequestIsNotKept() throws IOException {
    fixture.submit(1, KEY, 5);

    assertThatThrownBy(() -> fixture.submit(2, KEY, 5))
        .isInstanceOf(IdempotencyKeyReusedException.class);

    assertThat(fixture.bundles.digests()).hasSize(1);
  }

  @Test
  void keysOfDifferentOwnersAreDifferent() {
    Evaluation mine = fixture.submit(1, KEY, 5);

    Evaluation yours = fixture.submit(2, new IdempotencyKey("you", KEY.value()), 5);

    assertThat(yours.id()).isNotEqualTo(mine.id());
  }

  @Test
  void keyIsForgottenAfterItsTime() {
    Evaluation first = fixture.submit(1, KEY, 5);
    fixture.clock.move(EvaluationFixture.KEYS_KEPT.plus(Duration.ofMillis(1)));

    assertThat(fixture.submit(1, KEY, 5).id()).isNotEqualTo(first.id());
  }

  @Test
  void keyIsForgottenWithItsEvaluation() throws IOException {
    Evaluation first = fixture.submit(1, KEY, 5);
    fixture.service.delete(first.id());
    fixture.service.delete(first.id());

    assertThat(fixture.submit(1, KEY, 5).id()).isNotEqualTo(first.id());
  }

  @Test
  void keyOfARequestThatWasNotAcceptedStaysFree() {
    fixture.submit(1, 5, Submission.Reuse.NEVER);
    Evaluation second = fixture.submit(2, 5, Submission.Reuse.NEVER).evaluation();
    assertThatThrownBy(() -> fixture.submit(3, KEY, 5)).isInstanceOf(QueueFullException.class);
    fixture.repository.cancel(second.id(), fixture.clock.instant());

    assertThat(fixture.submit(4, KEY, 5).state()).isEqualTo(EvaluationState.QUEUED);
  }

  @Test
  void fullQueueStillAnswersAKeyItKnows() {
    Evaluation first = fixture.submit(1, KEY, 5);
    fixture.submit(2, 5, Submission.Reuse.NEVER);

    fixture.service.enter(Samples.applicant("local"), KEY).close();

    assertThat(fixture.submit(1, KEY, 5).id()).isEqualTo(first.id());
    assertThatThrownBy(() -> fixture.service.enter(Samples.applicant("local"), null))
        .isInstanceOf(QueueFullException.class);
  }

  @Test
  void manyAtOnceWithOneKeyMakeOneEvaluation() throws Exception {
    fixture.bundles.stage(1);
    Callable<String> request = () -> fixture.submit(1, KEY, 5).id();
    List<Callable<String>> requests = IntStream.range(0, 16).mapToObj(_ -> request).toList();

    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      List<Future<String>> answers = clients.invokeAll(requests);
      String id = answers.getFirst().get();
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo(id);
      }
    }

    assertThat(fixture.repository.depth().evaluations()).isEqualTo(1);
  }
}
