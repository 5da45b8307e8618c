package dev.aneoracle.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds evaluations by id, or by what is asked of them, newest first. */
record EvaluationListing(JdbcClient jdbc, EvaluationRows rows) {

  private static final String SELECT =
      "select " + EvaluationRows.COLUMNS + " from evaluation e where ";

  Optional<Evaluation> find(String id) {
    if (!Texts.storable(id)) {
      return Optional.empty();
    }
    return jdbc.sql(SELECT + "e.id = :id").param("id", id).query(rows).optional();
  }

  List<Evaluation> find(Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql(SELECT + "e.id in (:ids)").param("ids", ids).query(rows).list();
  }

  Optional<Evaluation> findByQuestion(String question) {
    return jdbc.sql(
            SELECT
                + """
                e.question = :question and e.state in ('QUEUED', 'RUNNING', 'SUCCEEDED')
                order by e.id desc limit 1
                """)
        .param("question", question)
        .query(rows)
        .optional();
  }

  List<Evaluation> list(EvaluationFilter filter, @Nullable String before, int limit) {
    Map<String, @Nullable Object> conditions = new LinkedHashMap<>();
    conditions.put("e.id < :before", before);
    conditions.put("e.state = :state", filter.state() == null ? null : filter.state().name());
    conditions.put(
        "e.verdict = :verdict", filter.verdict() == null ? null : filter.verdict().name());
    conditions.put("e.digest = :digest", filter.digest());
    conditions.put("e.submitted_by = :submitter", filter.submittedBy());
    conditions.put("e.id >= :since", IdSource.firstOf(filter.since()));
    conditions.put("e.id < :until", IdSource.firstOf(filter.until()));
    for (int i = 0; i < filter.labels().size(); i++) {
      conditions.put(
          "e.id in (select evaluation_id from evaluation_label where label = :label" + i + ")",
          filter.labels().get(i));
    }
    if (!conditions.values().stream().allMatch(Texts::storable)) {
      return List.of();
    }
    List<String> used = new ArrayList<>();
    Map<String, Object> parameters = new LinkedHashMap<>();
    conditions.forEach((condition, value) -> {
      if (value != null) {
        used.add(condition);
        parameters.put(parameterOf(condition), value);
      }
    });
    String where = used.isEmpty() ? "true" : String.join(" and ", used);
    return jdbc.sql(SELECT + where + " order by e.id desc limit " + limit)
        .params(parameters)
        .query(rows)
        .list();
  }

  private static String parameterOf(String condition) {
    return condition.replaceFirst(".*:(\\w+).*", "$1");
  }
}
