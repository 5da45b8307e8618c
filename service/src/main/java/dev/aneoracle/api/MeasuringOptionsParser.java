package dev.aneoracle.api;

import dev.aneoracle.evaluation.MeasuringOptions;
import dev.aneoracle.helper.MeasurementRequest.CacheUse;
import dev.aneoracle.helper.MeasurementRequest.EngineChoice;
import dev.aneoracle.helper.MeasurementRequest.Optionals;
import dev.aneoracle.helper.MeasurementRequest.PlanWhen;
import dev.aneoracle.helper.MeasurementRequest.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is asked of a measurement, and says what is wrong with it. */
final class MeasuringOptionsParser {

  private static final int MAXIMUM_PREDICTIONS = 100;
  private static final int MAXIMUM_SHAPES = 64;
  private static final int MAXIMUM_RANK = 16;

  private MeasuringOptionsParser() {}

  static MeasuringOptions parse(SubmissionOptions options) {
    Settings usual = Settings.usual();
    return new MeasuringOptions(
        new Settings(
            predictions(options.predictions()),
            word("optionals", options.optionals(), Optionals.values(), usual.optionals()),
            word("engine", options.engine(), EngineChoice.values(), usual.engine()),
            isTrue(options.plan()) ? PlanWhen.ALWAYS : PlanWhen.NEEDED,
            isTrue(options.dump()),
            isTrue(options.compare()),
            word("cache", options.cache(), CacheUse.values(), usual.cache())),
        shapes(options.shapes()));
  }

  private static boolean isTrue(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }

  private static int predictions(@Nullable Integer predictions) {
    if (predictions == null) {
      return Settings.usual().predictions();
    }
    if (predictions < 1 || predictions > MAXIMUM_PREDICTIONS) {
      throw invalid(
          "The number of predictions is 1 to %s, not %s."
              .formatted(MAXIMUM_PREDICTIONS, predictions));
    }
    return predictions;
  }

  private static <E extends Enum<E>> E word(
      String name, @Nullable String text, E[] words, E usual) {
    if (text == null || text.isBlank()) {
      return usual;
    }
    return Arrays.stream(words)
        .filter(word -> word.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() ->
            invalid(
                "There is no %s '%s'; there are %s."
                    .formatted(name, text, Arrays.toString(words))));
  }

  static @Nullable Boolean flag(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid("The option %s is true or false, not '%s'.".formatted(name, text));
    };
  }

  static @Nullable Integer number(String name, @Nullable String text) {
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw invalid("The option %s is a whole number, not '%s'.".formatted(name, text));
    }
  }

  /** Reads {@code name:1,3,224,224;other:2,4}; a name may hold colons. */
  static @Nullable Map<String, List<Long>> shapes(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (String one : text.split(";", -1)) {
      int colon = one.lastIndexOf(':');
      if (colon < 1) {
        throw wrongShape(one);
      }
      List<Long> sizes = new ArrayList<>();
      for (String size : one.substring(colon + 1).split(",", -1)) {
        sizes.add(size(one, size));
      }
      if (shapes.put(one.substring(0, colon), sizes) != null) {
        throw invalid("The input '%s' has two shapes.".formatted(one.substring(0, colon)));
      }
    }
    return shapes;
  }

  private static long size(String shape, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw wrongShape(shape);
    }
  }

  private static ApiException wrongShape(String text) {
    return invalid(
        "'%s' is no shape; shapes are written name:1,3,224,224;other:2,4.".formatted(text));
  }

  private static Map<String, List<Long>> shapes(@Nullable Map<String, List<Long>> shapes) {
    if (shapes == null) {
      return Map.of();
    }
    if (shapes.size() > MAXIMUM_SHAPES) {
      throw invalid("At most %s inputs get a shape.".formatted(MAXIMUM_SHAPES));
    }
    shapes.forEach((name, sizes) -> {
      boolean possible =
          sizes != null
              && !sizes.isEmpty()
              && sizes.size() <= MAXIMUM_RANK
              && sizes.stream().allMatch(size -> size != null && size > 0);
      if (!possible) {
        throw invalid(
            "The shape of '%s' has 1 to %s sizes, each a whole number above 0."
                .formatted(name, MAXIMUM_RANK));
      }
    });
    return shapes;
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ProblemType.INVALID_REQUEST, detail);
  }
}
