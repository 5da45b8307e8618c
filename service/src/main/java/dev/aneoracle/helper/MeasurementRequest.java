package dev.aneoracle.helper;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param evaluation the evaluation's id, for logs
 * @param model the bundle on disk
 * @param computeUnits the compute units that Core ML may use, in the API's names
 * @param function the function of an ML Program, null for the default one
 * @param shapes the shape to give a flexible input, by name
 * @param settings what else to do
 * @param directory where the helper's log ({@code helper.log}) and the dumps ({@code artifacts/})
 *     go; made when needed
 * @param needsPlan whether coverage cannot be decided without a plan; asked once, after the run
 */
public record MeasurementRequest(
    String evaluation,
    Path model,
    String computeUnits,
    @Nullable String function,
    Map<String, List<Long>> shapes,
    Settings settings,
    Path directory,
    Predicate<Observation> needsPlan) {

  public MeasurementRequest {
    shapes = Map.copyOf(shapes);
  }

  /**
   * What else to do with a model.
   *
   * @param predictions how many predictions to run
   * @param optionals whether optional inputs get a value
   * @param engine which runtime Core ML may use
   * @param plan when to ask Core ML for its plan
   * @param dump whether to keep the tensors that pass the ANE
   * @param compare whether to run it under every other setting of the compute units too
   * @param cache whether compiled models of earlier runs may be used
   */
  public record Settings(
      int predictions,
      Optionals optionals,
      EngineChoice engine,
      PlanWhen plan,
      boolean dump,
      boolean compare,
      CacheUse cache) {

    /** Returns one prediction with everything given, and nothing more. */
    public static Settings usual() {
      return new Settings(
          1, Optionals.GIVEN, EngineChoice.DEFAULT, PlanWhen.NEEDED, false, false, CacheUse.COLD);
    }
  }

  /** Whether optional inputs get a value. */
  public enum Optionals {
    GIVEN,
    ABSENT
  }

  /** Which runtime Core ML may use. */
  public enum EngineChoice {
    DEFAULT,
    CLASSIC
  }

  /** When to ask Core ML for its plan. */
  public enum PlanWhen {
    NEEDED,
    ALWAYS
  }

  /** Whether compiled models of earlier runs may be used. */
  public enum CacheUse {
    COLD,
    WARM
  }
}
