package dev.aneoracle.evaluation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names what is asked so that it is answered once: the model, the options, and whatever else the
 * answer depends on.
 */
final class Question {

  private Question() {}

  /**
   * Returns the name of a question.
   *
   * @param route who may measure it, null where it is only predicted
   */
  static String of(
      String digest, EvaluationOptions options, String ruleSet, @Nullable Route route) {
    List<String> measured = route == null ? List.of("predicted") : measured(options, route);
    return hash(
        String.join("\n", predicted(digest, options), ruleSet, String.join("\n", measured)));
  }

  /**
   * Names a request: unlike a question it stays the same when rules or helper change, and all that
   * was asked counts.
   */
  static String fingerprint(String digest, Submission submission) {
    EvaluationOptions options = submission.options();
    return hash(
        String.join(
            "\n",
            predicted(digest, options),
            options.measuring().toString(),
            Integer.toString(submission.priority()),
            submission.labels().toString(),
            submission.reuse().name()));
  }

  /** What a prediction depends on, rules aside. */
  private static String predicted(String digest, EvaluationOptions options) {
    return String.join(
        "\n",
        digest,
        options.computeUnits().name(),
        options.targets().toString(),
        options.function() == null ? "" : "=" + options.function());
  }

  /** Returns the SHA-256 of a text. */
  static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  /** Where one of several nodes answers, the answer depends on what they are together. */
  private static List<String> measured(EvaluationOptions options, Route route) {
    List<String> parts = new ArrayList<>(List.of("measured"));
    route.environments().stream()
        .distinct()
        .sorted(Comparator.comparing(MeasuringEnvironment::toString))
        .forEach(one ->
            parts.addAll(
                List.of(one.kind(), one.osBuild(), one.helperVersion(), one.helperDigest())));
    parts.add(options.measuring().toString());
    return parts;
  }
}
