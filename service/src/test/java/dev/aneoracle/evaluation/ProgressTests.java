package dev.aneoracle.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/** What is said of many evaluations at once, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ProgressTests {

  private static final int MANY = 24;

  private final TestDatabase kind;
  private DatabaseFixture database;
  private CountingDataSource statements;
  private EvaluationFixture fixture;

  ProgressTests(TestDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    database = kind.open(folder);
    statements = new CountingDataSource(database.dataSource());
    HikariDataSource counted = new HikariDataSource();
    counted.setDataSource(statements);
    fixture =
        new EvaluationFixture(
            new DatabaseFixture(counted, database.dialect()),
            folder,
            new QueueLimits(100, DataSize.ofGigabytes(1)));
    fixture.times.record(EvaluationKind.MEASURE, Duration.ofSeconds(20));
    fixture.times.record(EvaluationKind.PREDICT, Duration.ofSeconds(1));
  }

  @AfterEach
  void close() {
    fixture.close();
    database.close();
  }

  private List<Evaluation> submitMany() {
    List<Evaluation> page = new ArrayList<>();
    for (int number = 1; number <= MANY; number++) {
      page.add(fixture.submitAs("box " + number % 5, number, number % 3));
    }
    fixture.repository.insert(Samples.evaluation("0A", EvaluationKind.PREDICT, "elsewhere"));
    fixture.repository.insert(Samples.evaluation("0B", EvaluationKind.MEASURE, 5));
    page.addAll(fixture.repository.find(List.of("0A", "0B")));
    fixture.awaitPredictions();
    return page;
  }

  @Test
  void looksAtTheQueueOnceForAllOfAPage() {
    List<Evaluation> page = submitMany();

    assertThat(statements.during(() -> fixture.service.progress(page)))
        .as("where they wait, three queues and the orders of these, what runs")
        .isEqualTo(8);
  }

  @Test
  void saysOfEachWhatIsSaidOfItAlone() {
    List<Evaluation> page = submitMany();

    assertThat(fixture.service.progress(page))
        .isEqualTo(page.stream().map(fixture.service::progress).toList())
        .extracting(EvaluationService.Progress::queuePosition)
        .doesNotContainNull();
    assertThat(fixture.service.progress(page.subList(0, MANY)))
        .extracting(EvaluationService.Progress::queuePosition)
        .doesNotHaveDuplicates();
  }
}
