package dev.aneoracle.placement;

import dev.aneoracle.placement.OperationPlacement.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations that keep a verdict from {@code FULL}, or may keep it, all for one reason.
 *
 * @param types the types of the operations, or of the outputs, sorted
 * @param operations how many there are; 0 where outputs of the model are meant
 * @param names the first of them, in file order
 * @param reason why; the message is that of the first one named
 * @param flopShare their share of the model's floating-point work, 0 to 1; null where not known
 * @param timeShare their share of the time that the cost model estimates; null where there is none
 * @param savesMs what the estimated total would lose if the ANE took them; null where there is no
 *     estimate, or where the cost model itself keeps them off
 */
public record Blocker(
    Kind kind,
    List<String> types,
    int operations,
    List<String> names,
    Reason reason,
    @Nullable Double flopShare,
    @Nullable Bounds timeShare,
    @Nullable Bounds savesMs) {

  public Blocker {
    types = List.copyOf(types);
    names = List.copyOf(names);
  }

  /** In what way operations keep a verdict from {@code FULL}. */
  public enum Kind {
    /** The ANE does not take them. */
    REFUSED,
    /** The ANE could run them, but the cost model leaves them on the CPU. */
    COST_MODEL,
    /** The ANE could run them; the cost model may place them either way. */
    COST_MODEL_OPEN,
    /** Nothing says whether the ANE takes them. */
    UNKNOWN,
    /** The compute units that were asked for leave the ANE out. */
    COMPUTE_UNITS,
    /** Never asked of the ANE: a label, a dictionary, a stage that is no network. */
    ALWAYS_OUTSIDE
  }
}
