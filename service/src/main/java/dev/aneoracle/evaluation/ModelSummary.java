package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.BundleFormat;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.coreml.Model;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model is, as kept with each of its evaluations.
 *
 * @param digest the written form of {@link ModelDigest}
 * @param name the name the uploader knew it by
 * @param format the ending of its form on disk
 * @param type the specification's name of its kind
 * @param bytes the size of its files, unpacked
 */
public record ModelSummary(
    String digest,
    String name,
    String format,
    String type,
    int specificationVersion,
    long bytes,
    List<FeatureSummary> inputs,
    List<FeatureSummary> outputs,
    List<FeatureSummary> states,
    List<String> warnings) {

  public ModelSummary {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    states = List.copyOf(states);
    warnings = List.copyOf(warnings);
  }

  /** Summarises a model that was read from a bundle. */
  public static ModelSummary of(
      ModelDigest digest,
      String name,
      BundleFormat format,
      long bytes,
      List<String> bundleWarnings,
      Model model) {
    return new ModelSummary(
        digest.toString(),
        name,
        format.extension(),
        model.type().label(),
        model.specificationVersion(),
        bytes,
        model.inputs().stream().map(FeatureSummary::of).toList(),
        model.outputs().stream().map(FeatureSummary::of).toList(),
        model.states().stream().map(FeatureSummary::of).toList(),
        Stream.concat(bundleWarnings.stream(), model.warnings().stream()).distinct().toList());
  }
}
