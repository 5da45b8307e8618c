package dev.aneoracle.placement;

import dev.aneoracle.placement.OperationPlacement.Reason;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * One step of the whole model: an operation of a graph, or a stage that has none.
 *
 * @param position its place in the whole model
 * @param strand the graph it belongs to; segments never cross graphs
 * @param inputs what it reads at run time, aliases resolved, as names of the whole model
 * @param outputs what it makes, as names of the whole model
 * @param view the operation, null for a stage without a graph
 * @param openTypes what to call it where its standing is not known
 * @param flops its floating-point work, null where it is not known
 * @param choice what the cost model made of it, null where it was not asked
 */
record Node(
    int position,
    int strand,
    @Nullable Integer stage,
    @Nullable String function,
    Engine engine,
    String name,
    String type,
    SequencedSet<String> inputs,
    List<String> outputs,
    @Nullable OperationView view,
    Ruling ruling,
    Standing standing,
    List<String> openTypes,
    @Nullable Long flops,
    @Nullable Choice choice) {

  /**
   * Where the cost model puts a step.
   *
   * @param ruling what the rules say where the step is work
   * @param reason why it is not on the ANE, null where it is
   * @param estimate what it costs on each unit
   */
  record Choice(Ruling ruling, Standing standing, @Nullable Reason reason, Estimate estimate) {}

  /** How a step stands to the ANE. */
  enum Standing {
    ON,
    /** Not known: the rules are silent, or a cost model decides. */
    OPEN,
    OUTSIDE,
    /** Nothing to run. */
    GONE
  }

  /** Returns the standing of a ruled operation; on E5 an eligible one is still open. */
  static Standing standing(Effect effect, Engine engine) {
    return switch (effect) {
      case CONSTANT, ELIDED -> Standing.GONE;
      case OUTSIDE, REFUSED -> Standing.OUTSIDE;
      case UNDECIDED -> Standing.OPEN;
      case SUPPORTED -> engine == Engine.CLASSIC ? Standing.ON : Standing.OPEN;
    };
  }

  /** Returns the step as the cost model places it; one that does not count stays out of account. */
  Node placed(Choice made) {
    return new Node(
        position,
        strand,
        stage,
        function,
        engine,
        name,
        type,
        inputs,
        outputs,
        view,
        ruling,
        standing == Standing.GONE ? Standing.GONE : made.standing(),
        openTypes,
        flops,
        made);
  }

  boolean isOperation() {
    return view != null;
  }
}
