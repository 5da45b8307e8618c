package dev.aneoracle.helper;

import dev.aneoracle.placement.Segment;
import dev.aneoracle.placement.Verdict;
import java.util.List;

/** How a measurement ended; the kind says whose fault a failure is. */
public sealed interface Outcome {

  /** The Neural Engine was watched during a prediction. */
  record Measured(Verdict verdict, List<Segment> segments) implements Outcome {
    public Measured {
      segments = List.copyOf(segments);
    }
  }

  /** The model's fault: charged to the model, not tried again. */
  record ModelFailed(Failure failure) implements Outcome {}

  /** The helper died, hung or spoke nonsense: not tried again for this model. */
  record HelperFailed(Failure failure) implements Outcome {}

  /** The machine's fault: tried again, not charged to the model. */
  record MachineFault(Failure failure) implements Outcome {}
}
