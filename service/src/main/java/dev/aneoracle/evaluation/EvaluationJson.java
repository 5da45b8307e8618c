package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Plan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads what is kept as JSON in a row. Unknown properties of newer versions are ignored.
 */
final class EvaluationJson {

  private static final TypeReference<List<TargetOperations>> OPERATIONS = new TypeReference<>() {};
  private static final TypeReference<List<Plan.Row>> PLAN = new TypeReference<>() {};

  private final JsonMapper mapper =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  String write(Object value) {
    return mapper.writeValueAsString(value);
  }

  <T> T read(String json, Class<T> type) {
    return mapper.readValue(json, type);
  }

  byte[] writeOperations(List<TargetOperations> operations) {
    return compressed(operations);
  }

  List<TargetOperations> readOperations(byte[] bytes) {
    return uncompressed(bytes, OPERATIONS);
  }

  byte[] writePlan(List<Plan.Row> rows) {
    return compressed(rows);
  }

  List<Plan.Row> readPlan(byte[] bytes) {
    return uncompressed(bytes, PLAN);
  }

  private byte[] compressed(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      mapper.writeValue(gzip, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private <T> T uncompressed(byte[] bytes, TypeReference<T> type) {
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return mapper.readValue(gzip, type);
    } catch (IOException e) {
      throw new UncheckedIOException("What is stored of the operations cannot be read", e);
    }
  }
}
