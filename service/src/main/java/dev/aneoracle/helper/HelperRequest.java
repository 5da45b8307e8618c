package dev.aneoracle.helper;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the service asks of a helper; one request a helper. */
sealed interface HelperRequest {

  /** Returns the name under which the helper answers. */
  String id();

  /**
   * Run a model under hooks.
   *
   * @param evidence whether threads and stacks are looked at too
   * @param dump where tensors go, null where they are not kept
   */
  record Evaluate(
      String id,
      Path model,
      String computeUnits,
      @Nullable String function,
      Map<String, List<Long>> shapes,
      int predictions,
      MeasurementRequest.Optionals optionals,
      MeasurementRequest.EngineChoice engine,
      boolean evidence,
      @Nullable Dump dump)
      implements HelperRequest {}

  /** Where tensors go, and how much of them. */
  record Dump(Path directory, long limitBytes) {}

  /** Ask Core ML for its plan. */
  record PlanModel(String id, String compiledModelPath, String computeUnits)
      implements HelperRequest {}
}
