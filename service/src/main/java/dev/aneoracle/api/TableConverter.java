package dev.aneoracle.api;

import dev.aneoracle.placement.Predictor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Writes an evaluation for a terminal where plain text is asked for. */
final class TableConverter extends AbstractHttpMessageConverter<Object> {

  private final Predictor predictor;

  TableConverter(Predictor predictor) {
    super(StandardCharsets.UTF_8, MediaType.TEXT_PLAIN);
    this.predictor = predictor;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == EvaluationResponse.class || type == TargetsResponse.class;
  }

  @Override
  public boolean canRead(Class<?> type, @org.jspecify.annotations.Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Object readInternal(Class<?> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("Plain text is only written", message);
  }

  @Override
  protected void writeInternal(Object answer, HttpOutputMessage message) throws IOException {
    message.getBody().write(text(answer).getBytes(StandardCharsets.UTF_8));
  }

  private String text(Object answer) {
    return answer instanceof EvaluationResponse evaluation
        ? text(evaluation)
        : TargetTable.of((TargetsResponse) answer);
  }

  private String text(EvaluationResponse evaluation) {
    StringBuilder text = new StringBuilder();
    text.append(evaluation.id()).append("  ").append(evaluation.state());
    if (evaluation.failure() != null) {
      text.append("  ")
          .append(evaluation.failure().code())
          .append(": ")
          .append(evaluation.failure().message());
    }
    if (evaluation.verdict() != null) {
      text.append("  ")
          .append(evaluation.verdict().status())
          .append(" (")
          .append(evaluation.verdict().basis())
          .append("): ")
          .append(evaluation.verdict().summary());
    }
    text.append('\n');
    if (!evaluation.predictions().isEmpty()) {
      text.append('\n').append(TargetTable.of(TargetsResponse.of(evaluation, predictor)));
    }
    return text.toString();
  }
}
