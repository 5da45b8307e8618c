package dev.aneoracle.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one operation would run, and why.
 *
 * @param index its place in file order in its graph
 * @param stage the stage of a pipeline, null where the model is no pipeline
 * @param function the function of an ML Program, null for a neural network
 * @param name its name in the model
 * @param type the MIL operation or layer type
 * @param eligible whether the ANE supports it at all
 * @param unit where it would run
 * @param reason why it is not on the ANE, null where it is
 * @param outputShapes the shape of each output, empty lists for unknown ones
 * @param flops floating-point operations, null where they are not known
 * @param estimate what the cost model takes it to last, null where there is none
 */
public record OperationPlacement(
    int index,
    @Nullable Integer stage,
    @Nullable String function,
    String name,
    String type,
    Eligibility eligible,
    Unit unit,
    @Nullable Reason reason,
    List<List<Long>> outputShapes,
    @Nullable Long flops,
    @Nullable OperationTime estimate) {

  public OperationPlacement {
    outputShapes = List.copyOf(outputShapes);
  }

  /** Whether the ANE supports an operation. */
  public enum Eligibility {
    YES,
    NO,
    UNKNOWN,
    /** Nothing to run: a constant, or an operation the compiler removes. */
    NOT_APPLICABLE
  }

  /**
   * How long Core ML's cost model takes an operation to last: an estimate, never measured here.
   *
   * @param aneMs on the ANE, null where the ANE does not take it
   * @param cpuMs on the CPU
   */
  public record OperationTime(@Nullable Bounds aneMs, Bounds cpuMs) {}

  /** Where an operation would run. */
  public enum Unit {
    ANE,
    /** On the CPU or, where allowed, the GPU. */
    OUTSIDE,
    UNKNOWN,
    /** Nothing to run. */
    NONE
  }

  /**
   * Why an operation is not on the ANE.
   *
   * @param rule the id of the rule in the rule data
   * @param code a closed vocabulary for programs
   * @param message a sentence of ours for people
   * @param coreMlMessage what Core ML itself is known to say of it, null where that is not known
   * @param advice what to do about it, null where nothing is known to help
   * @param confidence {@code M} measured, {@code S} string in a binary, {@code D} documented,
   *     {@code F} folklore, {@code I} inferred
   * @param source where the rule is from
   */
  public record Reason(
      String rule,
      String code,
      String message,
      @Nullable String coreMlMessage,
      @Nullable String advice,
      String confidence,
      String source) {}
}
