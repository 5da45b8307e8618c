package dev.aneoracle.evaluation;

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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      mapper.writeValue(gzip, operations);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  List<TargetOperations> readOperations(byte[] bytes) {
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return mapper.readValue(gzip, OPERATIONS);
    } catch (IOException e) {
      throw new UncheckedIOException("The stored placements cannot be read", e);
    }
  }
}
