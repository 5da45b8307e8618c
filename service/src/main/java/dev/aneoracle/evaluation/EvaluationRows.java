package dev.aneoracle.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Turns rows into evaluations. */
final class EvaluationRows implements RowMapper<Evaluation> {

  /** The columns that the mapper reads; labels come as one text, a line each. */
  static final String COLUMNS =
      """
      e.id, e.state, e.kind, e.attempt, e.priority, e.submitted_at, e.started_at, e.finished_at,
      e.subject, e.answer, e.submitted_by,
      (select string_agg(l.label, '\n') from evaluation_label l where l.evaluation_id = e.id)
        as labels
      """;

  private final EvaluationJson json;

  EvaluationRows(EvaluationJson json) {
    this.json = json;
  }

  @Override
  public Evaluation mapRow(ResultSet row, int rowNumber) throws SQLException {
    Subject subject = json.read(row.getString("subject"), Subject.class);
    String answer = row.getString("answer");
    String labels = row.getString("labels");
    return new Evaluation(
        row.getString("id"),
        EvaluationState.valueOf(row.getString("state")),
        EvaluationKind.valueOf(row.getString("kind")),
        row.getInt("attempt"),
        row.getInt("priority"),
        Instant.ofEpochMilli(row.getLong("submitted_at")),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        subject.model(),
        subject.options(),
        labels == null ? List.of() : labels.lines().sorted().toList(),
        row.getString("submitted_by"),
        answer == null ? null : json.read(answer, Answer.class));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long milliseconds = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(milliseconds);
  }

  /** What an evaluation is about, as kept in its row. */
  record Subject(ModelSummary model, EvaluationOptions options) {}
}
