package dev.aneoracle.api;

import dev.aneoracle.evaluation.Applicant;
import dev.aneoracle.evaluation.EvaluationOptions;
import dev.aneoracle.evaluation.IdempotencyKey;
import dev.aneoracle.evaluation.Submission;
import dev.aneoracle.placement.Predictor;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import dev.aneoracle.placement.Target;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the options of a submission from query parameters and JSON, and says what is wrong with
 * them.
 */
final class SubmissionParser {

  static final int DEFAULT_PRIORITY = 5;
  private static final int MAXIMUM_PRIORITY = 9;
  static final int MAXIMUM_LABELS = 16;
  private static final int MAXIMUM_LABEL_LENGTH = 128;

  private static final Set<String> PARAMETERS =
      new TreeSet<>(
          List.of(
              "cache",
              "compare",
              "computeUnits",
              "dump",
              "engine",
              "filename",
              "function",
              "host",
              "label",
              "optionals",
              "plan",
              "predictions",
              "priority",
              "shapes",
              "target"));

  private final Predictor predictor;
  private final String defaultTarget;
  private final ObjectReader reader;

  SubmissionParser(Predictor predictor, String defaultTarget, JsonMapper json) {
    this.predictor = predictor;
    this.defaultTarget = defaultTarget;
    // A misspelt option would otherwise be left out of account without a word.
    this.reader =
        json.reader()
            .with(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** Reads the query parameters; one that is not known is refused, so that a typing error shows. */
  SubmissionOptions query(MultiValueMap<String, String> given) {
    MultiValueMap<String, String> parameters = withoutEmpty(given);
    for (String name : parameters.keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw invalid(
            "There is no parameter '%s'; there are %s."
                .formatted(name, String.join(", ", PARAMETERS)));
      }
    }
    String priority = parameters.getFirst("priority");
    return new SubmissionOptions(
        parameters.getFirst("computeUnits"),
        parameters.getFirst("target"),
        parameters.getFirst("function"),
        priority == null ? null : wholeNumber(priority),
        parameters.get("label"),
        MeasuringOptionsParser.number("predictions", parameters.getFirst("predictions")),
        parameters.getFirst("optionals"),
        parameters.getFirst("engine"),
        MeasuringOptionsParser.flag("plan", parameters.getFirst("plan")),
        MeasuringOptionsParser.flag("dump", parameters.getFirst("dump")),
        MeasuringOptionsParser.flag("compare", parameters.getFirst("compare")),
        parameters.getFirst("cache"),
        MeasuringOptionsParser.shapes(parameters.getFirst("shapes")),
        parameters.getFirst("host"));
  }

  /** A form sends its empty fields too. */
  private static MultiValueMap<String, String> withoutEmpty(MultiValueMap<String, String> given) {
    MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
    given.forEach((name, values) -> {
      List<String> filled = values.stream().filter(value -> !value.isBlank()).toList();
      if (!filled.isEmpty() || !PARAMETERS.contains(name)) {
        parameters.put(name, filled);
      }
    });
    return parameters;
  }

  /** Reads a JSON object of options; an empty text has none. */
  SubmissionOptions json(String text) {
    if (text.isBlank()) {
      return SubmissionOptions.none();
    }
    return read(text, SubmissionOptions.class, "The options are no JSON object of options");
  }

  /** Reads the body that names a stored model. */
  StoredModelRequest storedModel(String text) {
    return read(text, StoredModelRequest.class, "The body is not {\"model\": \"sha256:…\"}");
  }

  private <T> T read(String text, Class<T> type, String complaint) {
    try {
      T value = reader.forType(type).readValue(text);
      if (value == null) {
        throw invalid(complaint + ": it is null.");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw invalid(
          "%s: there is no member '%s'; there are %s."
              .formatted(complaint, e.getPropertyName(), new TreeSet<>(e.getKnownPropertyIds())));
    } catch (DatabindException e) {
      throw invalid(
          "%s: the value of %s is not of the kind expected.".formatted(complaint, member(e)));
    } catch (JacksonException e) {
      throw invalid("%s: %s".formatted(complaint, e.getOriginalMessage()));
    }
  }

  private static String member(DatabindException e) {
    String path =
        e.getPath().stream()
            .map(JacksonException.Reference::getPropertyName)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "the whole" : "'" + path + "'";
  }

  Submission submission(
      SubmissionOptions options,
      @Nullable String cacheControl,
      @Nullable IdempotencyKey key,
      Applicant by) {
    boolean fresh =
        cacheControl != null && cacheControl.toLowerCase(Locale.ROOT).contains("no-cache");
    return new Submission(
        new EvaluationOptions(
            computeUnits(options.computeUnits()),
            targets(options.target()),
            blankToNull(options.function()),
            MeasuringOptionsParser.parse(options),
            blankToNull(options.host())),
        priority(options.priority()),
        labels(options.label()),
        fresh ? Submission.Reuse.NEVER : Submission.Reuse.KNOWN_ANSWER,
        key,
        by);
  }

  private static ComputeUnits computeUnits(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return ComputeUnits.CPU_AND_NE;
    }
    return Arrays.stream(ComputeUnits.values())
        .filter(units -> units.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() ->
            invalid(
                "There are no compute units '%s'; there are %s."
                    .formatted(text, Arrays.toString(ComputeUnits.values()))));
  }

  private List<Target> targets(@Nullable String text) {
    try {
      return predictor.targets(text == null || text.isBlank() ? defaultTarget : text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static int priority(@Nullable Integer priority) {
    if (priority == null) {
      return DEFAULT_PRIORITY;
    }
    if (priority < 0 || priority > MAXIMUM_PRIORITY) {
      throw invalid("The priority is 0 to %s, not %s.".formatted(MAXIMUM_PRIORITY, priority));
    }
    return priority;
  }

  private static List<String> labels(@Nullable List<String> labels) {
    if (labels == null) {
      return List.of();
    }
    if (labels.stream().anyMatch(Objects::isNull)) {
      throw invalid("A label is a word, not null.");
    }
    List<String> distinct = labels.stream().map(String::strip).distinct().sorted().toList();
    if (distinct.size() > MAXIMUM_LABELS) {
      throw invalid(
          "An evaluation has at most %s labels, not %s."
              .formatted(MAXIMUM_LABELS, distinct.size()));
    }
    for (String label : distinct) {
      if (label.isEmpty()
          || label.length() > MAXIMUM_LABEL_LENGTH
          || label.chars().anyMatch(Character::isISOControl)
          || !StandardCharsets.UTF_8.newEncoder().canEncode(label)) {
        throw invalid(
            "A label has 1 to %s characters and none of them a control character or half of one."
                .formatted(MAXIMUM_LABEL_LENGTH));
      }
    }
    return distinct;
  }

  private static Integer wholeNumber(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw invalid(
          "The priority is a whole number from 0 to %s, not '%s'."
              .formatted(MAXIMUM_PRIORITY, text));
    }
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ProblemType.INVALID_REQUEST, detail);
  }
}
