package dev.aneoracle.evaluation;

import static dev.aneoracle.evaluation.EvaluationKind.MEASURE;
import static dev.aneoracle.evaluation.EvaluationKind.PREDICT;
import static dev.aneoracle.evaluation.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** In which order measurements are claimed from a database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FairClaimTests extends FairTurnsContract {

  private final TestDatabase kind;

  private DatabaseFixture database;
  private EvaluationRepository repository;

  FairClaimTests(TestDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    database = kind.open(folder);
    repository = database.repository();
  }

  @AfterEach
  void close() {
    database.close();
  }

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 8);
  }

  @Override
  void add(Waiting one) {
    repository.insert(Samples.submittedBy(one.submitter(), one.id(), MEASURE, one.priority()));
  }

  @Override
  void join(Waiting asked) {
    repository.join(asked);
  }

  @Override
  Optional<String> take() {
    return repository.claim("node", Route.ANY, START).map(Evaluation::id);
  }

  @Override
  OptionalInt ahead(String id) {
    Integer ahead = repository.ahead(List.of(id)).get(id);
    return ahead == null ? OptionalInt.empty() : OptionalInt.of(ahead);
  }

  @Test
  void whoseTurnItIsSurvivesARestart() {
    add("a", 5, "01", "02");
    add("b", 5, "03");
    take();

    repository = database.repository();

    assertThat(take()).contains("03");
  }

  @Test
  void everyRouteHasItsOwnTurns() {
    add("a", 5, "01", "02");
    take();
    take();
    add("a", 5, "03");
    add("b", 5, "04");
    take();
    repository.insert(Samples.routed("05", "M4", "a"));
    repository.insert(Samples.routed("06", "M4", "b"));

    assertThat(repository.claim("node", "M4", START).map(Evaluation::id)).contains("05");
  }

  @Test
  void whatWasGivenBackKeepsItsPlaceInTheLineButNotTheTurn() {
    add("a", 5, "01", "02");
    add("b", 5, "03");
    take();
    repository.releaseAll("node");

    assertThat(takeAll()).containsExactly("03", "01", "02");
  }

  @Test
  void joiningTellsWhetherItChangesAnythingAndNamesTheFirstWhoAskedStill() {
    add("a", 5, "01", "02");

    assertThat(repository.join(new Waiting("02", "b", 5))).isTrue();
    assertThat(repository.join(new Waiting("01", "a", 7))).isTrue();
    assertThat(repository.join(new Waiting("01", "a", 3))).isFalse();
    assertThat(repository.find("02").orElseThrow().submittedBy()).isEqualTo("a");
  }

  @Test
  void countsWhatASubmitterHasInTheQueue() {
    add("a", 5, "01", "02");
    add("b", 5, "03");
    repository.insert(Samples.submittedBy("a", "04", PREDICT, 5));
    take();

    assertThat(repository.depthOf("a")).isEqualTo(new EvaluationRepository.Depth(2, 200, 1));
    assertThat(repository.depthOf("nobody")).isEqualTo(new EvaluationRepository.Depth(0, 0, 0));
  }

  @Test
  void listsWhatASubmitterAskedFor() {
    add("a", 5, "01");
    add("b", 5, "02");
    EvaluationFilter filter = new EvaluationFilter(null, null, null, List.of(), "b", null, null);

    assertThat(repository.list(filter, null, 10)).extracting(Evaluation::id).containsExactly("02");
  }

  @Test
  void everyLineIsServedOnceARoundAfterALongHistoryToo() {
    fill(kind == TestDatabase.POSTGRESQL);

    long start = System.nanoTime();
    List<String> served =
        Stream.generate(() -> repository.claim("node", Route.ANY, START))
            .limit(16)
            .map(claimed -> claimed.orElseThrow().submittedBy())
            .toList();
    System.out.printf(
        "claim: database=%s, history=100000, queued=1000, microseconds=%d%n",
        kind, (System.nanoTime() - start) / 16_000);

    assertThat(served).startsWith("newcomer");
    assertThat(served.subList(1, 8)).doesNotHaveDuplicates().doesNotContain("newcomer");
    assertThat(served.subList(8, 15)).isEqualTo(served.subList(1, 8));
  }

  /** A hundred thousand that ended, and a thousand that wait. */
  private void fill(boolean postgres) {
    String numbers =
        postgres
            ? "select n from generate_series(1, 101000) n"
            : "with recursive c(n) as (select 1 union all select n + 1 from c where n < 101000)"
                + " select n from c";
    String text = postgres ? "lpad(n::text, 8, '0')" : "printf('%08d', n)";
    add("newcomer", 5, "00000000");
    database
        .jdbc()
        .sql(
            """
            insert into evaluation (id, state, kind, priority, question, digest, bytes,
              submitted_at, subject, answer, route, submitted_by, turn_of, turn)
            select %s, case when n > 100000 then 'QUEUED' else 'SUCCEEDED' end, 'MEASURE', 5,
              %s, digest, bytes, submitted_at, subject, null, route,
              'box ' || (n %% 7), 'box ' || (n %% 7), case when n > 100000 then null else n end
            from evaluation, (%s) numbers where id = '00000000'
            """
                .formatted(text, text, numbers))
        .update();
  }
}
