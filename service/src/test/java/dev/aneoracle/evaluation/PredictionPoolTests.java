package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** In which order predictions are made; one thread makes them all. */
class PredictionPoolTests {

  private EvaluationFixture fixture;
  private final CountDownLatch held = new CountDownLatch(1);
  private final List<String> ended = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open(@TempDir Path folder) {
    fixture =
        new EvaluationFixture(
            TestDatabase.SQLITE.open(folder),
            folder,
            new QueueLimits(100, DataSize.ofGigabytes(1)));
    fixture.measurer.cannotMeasure();
    fixture.pool.afterAll(() -> EvaluationFixture.await(held));
  }

  @AfterEach
  void close() {
    held.countDown();
    fixture.close();
  }

  private Evaluation submit(String submitter, int number) {
    Evaluation evaluation = fixture.submitAs(submitter, number, 5);
    var _ = fixture.watch.onEnd(evaluation.id(), () -> ended.add(evaluation.id()));
    return evaluation;
  }

  private int position(Evaluation evaluation) {
    Integer position = fixture.service.progress(evaluation).queuePosition();
    return position == null ? -1 : position;
  }

  @Test
  void sweepOfOneDoesNotHoldUpTheOnlyOneOfAnother() {
    List<Evaluation> sweep = new ArrayList<>();
    for (int number = 1; number <= 40; number++) {
      sweep.add(submit("sweeper", number));
    }
    Evaluation only = submit("other", 41);

    assertThat(position(only)).isEqualTo(2);
    assertThat(position(sweep.get(1))).isEqualTo(3);
    held.countDown();
    fixture.awaitPredictions();

    assertThat(ended).hasSize(41);
    assertThat(ended.subList(0, 3))
        .containsExactly(sweep.get(0).id(), only.id(), sweep.get(1).id());
  }

  @Test
  void questionThatAnotherAsksTooIsAnsweredInItsTurn() {
    for (int number = 1; number <= 10; number++) {
      submit("sweeper", number);
    }
    Evaluation shared = fixture.submitAs("other", 10, 5);

    assertThat(shared.submittedBy()).isEqualTo("sweeper");
    assertThat(position(shared)).isEqualTo(2);
  }
}
