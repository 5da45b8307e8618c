package dev.aneoracle.evaluation;

import static dev.aneoracle.evaluation.EvaluationKind.MEASURE;
import static dev.aneoracle.evaluation.EvaluationKind.PREDICT;
import static dev.aneoracle.evaluation.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order measurements are claimed from a database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FairClaimTests {

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

  private void insert(String submitter, int priority, String... ids) {
    for (String id : ids) {
      repository.insert(Samples.submittedBy(submitter, id, MEASURE, priority));
    }
  }

  private Optional<String> claim() {
    return repository.claim("node", Route.ANY, START).map(Evaluation::id);
  }

  private List<String> claimAll() {
    return Stream.generate(this::claim)
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow)
        .toList();
  }

  private int ahead(String id) {
    return repository.ahead(repository.find(id).orElseThrow());
  }

  @Test
  void submittersTakeTurns() {
    insert("a", 5, "01", "02", "03", "04");
    insert("b", 5, "05", "06");
    insert("c", 5, "07");

    assertThat(claimAll()).containsExactly("01", "05", "07", "02", "06", "03", "04");
  }

  @Test
  void singleOneIsClaimedNextHoweverMuchOfAnotherWaits() {
    insert("a", 5, "01", "02", "03");
    claim();
    insert("b", 5, "04");

    assertThat(ahead("04")).isZero();
    assertThat(claim()).contains("04");
  }

  @Test
  void whoseTurnItIsSurvivesARestart() {
    insert("a", 5, "01", "02");
    insert("b", 5, "03");
    claim();

    repository = database.repository();

    assertThat(claim()).contains("03");
  }

  @Test
  void everyRouteHasItsOwnTurns() {
    insert("a", 5, "01", "02");
    claim();
    claim();
    insert("a", 5, "03");
    insert("b", 5, "04");
    claim();
    repository.insert(routed("05", "a"));
    repository.insert(routed("06", "b"));

    assertThat(repository.claim("node", "M4", START).map(Evaluation::id)).contains("05");
  }

  private static NewEvaluation routed(String id, String submitter) {
    return new NewEvaluation(
        id,
        MEASURE,
        5,
        id,
        START,
        Samples.model(1),
        Samples.options(),
        List.of(),
        "M4",
        "session",
        submitter);
  }

  @Test
  void whatWasGivenBackKeepsItsPlaceInTheLineButNotTheTurn() {
    insert("a", 5, "01", "02");
    insert("b", 5, "03");
    claim();
    repository.releaseAll("node");

    assertThat(claimAll()).containsExactly("03", "01", "02");
  }

  @Test
  void whatIsAskedForByAnotherTooIsClaimedInTheLineWhereItComesSooner() {
    insert("a", 5, "01", "02", "03", "04");

    assertThat(repository.join(new Waiting("04", "b", 5))).isTrue();

    assertThat(repository.find("04").orElseThrow().submittedBy()).isEqualTo("a");
    assertThat(claimAll()).containsExactly("01", "04", "02", "03");
  }

  @Test
  void whatIsAskedForMoreUrgentlyTakesTheHigherPriority() {
    insert("a", 5, "01", "02");

    assertThat(repository.join(new Waiting("02", "a", 7))).isTrue();
    assertThat(repository.join(new Waiting("01", "a", 3))).isFalse();

    assertThat(claimAll()).containsExactly("02", "01");
  }

  @Test
  void countsWhatASubmitterHasInTheQueue() {
    insert("a", 5, "01", "02");
    insert("b", 5, "03");
    repository.insert(Samples.submittedBy("a", "04", PREDICT, 5));
    claim();

    assertThat(repository.depthOf("a")).isEqualTo(new EvaluationRepository.Depth(2, 200, 1));
    assertThat(repository.depthOf("nobody")).isEqualTo(new EvaluationRepository.Depth(0, 0, 0));
  }

  @Test
  void listsWhatASubmitterAskedFor() {
    insert("a", 5, "01");
    insert("b", 5, "02");
    EvaluationFilter filter = new EvaluationFilter(null, null, null, List.of(), "b", null, null);

    assertThat(repository.list(filter, null, 10)).extracting(Evaluation::id).containsExactly("02");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void predictedOrderIsTheOneInWhichClaimsCome(int seed) {
    Random random = new Random(seed);
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      if (random.nextInt(4) == 0) {
        claim();
      }
      String id = "%03d".formatted(number);
      ids.add(id);
      insert("submitter " + random.nextInt(5), random.nextInt(3), id);
    }
    Map<String, Integer> predicted = new HashMap<>();
    for (String id : ids) {
      if (repository.find(id).orElseThrow().state() == EvaluationState.QUEUED) {
        predicted.put(id, ahead(id));
      }
    }

    List<String> claimed = claimAll();

    Map<String, Integer> real = new HashMap<>();
    claimed.forEach(id -> real.put(id, real.size()));
    assertThat(predicted).isEqualTo(real);
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
    insert("newcomer", 5, "00000000");
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
