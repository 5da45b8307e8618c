package dev.aneoracle.placement;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a watched run says of a model.
 *
 * @param segments those that ran and whose tensors have names
 * @param notes what a reader should know of how it was decided
 * @param needsPlan whether a plan could say more
 * @param onAne whether each operation that runs did so on the ANE; empty where that cannot be told
 */
public record MeasuredVerdict(
    Verdict verdict,
    List<Segment> segments,
    List<String> notes,
    boolean needsPlan,
    Map<Place, Boolean> onAne) {

  public MeasuredVerdict {
    segments = List.copyOf(segments);
    notes = List.copyOf(notes);
    onAne = Map.copyOf(onAne);
  }

  /**
   * Names an operation of a model as {@link OperationPlacement} does.
   *
   * @param stage the stage of a pipeline, null where the model is no pipeline
   * @param index its place in file order in its graph
   */
  public record Place(@Nullable Integer stage, int index) {}
}
