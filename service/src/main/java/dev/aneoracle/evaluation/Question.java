package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.host.HostInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Names what is asked so that it is answered once: the model, the options, and whatever else the
 * answer depends on.
 */
final class Question {

  private Question() {}

  static String of(
      String digest,
      EvaluationOptions options,
      String ruleSet,
      Capability capability,
      HostInfo host) {
    List<String> measured =
        switch (capability) {
          case Capability.CannotMeasure _ -> List.of("predicted");
          case Capability.CanMeasure can ->
              List.of(
                  "measured",
                  host.kind(),
                  host.osBuild(),
                  can.helper().version(),
                  can.helper().digest(),
                  options.measuring().toString());
        };
    String text =
        String.join(
            "\n",
            digest,
            options.computeUnits().name(),
            options.targets().toString(),
            options.function() == null ? "" : "=" + options.function(),
            ruleSet,
            String.join("\n", measured));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
