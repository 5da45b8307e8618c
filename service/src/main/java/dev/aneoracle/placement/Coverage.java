package dev.aneoracle.placement;

import dev.aneoracle.placement.Verdict.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides by dataflow whether a model runs on the ANE fully, partly or not at all.
 *
 * <p>{@code FULL} means: there is a segment, every input of every segment is a source or made by
 * segments from sources, every sink is an output of a segment, and nothing leaves the model that
 * can only be made outside. A source that is passed through as an output is not made on the ANE.
 * {@code NONE} means that there is no segment; whether one had to be seen is for the caller to
 * know.
 *
 * <p>ANECompat's own rule is not used on purpose: by its source ({@code ANEClient+Intercept.m} at
 * fb02969) it answers "partial" where nothing ran on the ANE, and "full" where a segment reads what
 * the CPU made.
 */
public final class Coverage {

  private Coverage() {}

  /**
   * What one segment reads and makes.
   *
   * @param inputs names of tensors made outside the segment
   * @param outputs names of tensors that leave it
   */
  public record Part(Set<String> inputs, Set<String> outputs) {
    public Part {
      inputs = comparable(inputs);
      outputs = comparable(outputs);
    }
  }

  /**
   * A model as names of tensors; an {@code @…} at the end of a name does not count.
   *
   * @param sources model inputs and states
   * @param sinks tensors that leave the model, updated states, and what post-processing reads
   * @param outsideSinks outputs that are always made outside: labels, dictionaries, what non-neural
   *     stages make
   * @param parts the segments, in any order
   */
  public record Dataflow(
      Set<String> sources, Set<String> sinks, Set<String> outsideSinks, List<Part> parts) {
    public Dataflow {
      sources = comparable(sources);
      sinks = comparable(sinks);
      outsideSinks = comparable(outsideSinks);
      parts = List.copyOf(parts);
    }
  }

  /**
   * The decision.
   *
   * @param onlyPostProcessingOutside whether all that keeps it from {@code FULL} is the outside
   *     sinks
   */
  public record Outcome(Status status, boolean onlyPostProcessingOutside) {}

  /** Decides for a model and its segments. */
  public static Outcome decide(Dataflow flow) {
    if (flow.parts().isEmpty()) {
      return new Outcome(Status.NONE, false);
    }
    Set<String> made = madeFromSources(flow);
    boolean closed = flow.parts().stream().allMatch(part -> satisfied(part, flow.sources(), made));
    boolean covered = closed && !flow.sinks().isEmpty() && made.containsAll(flow.sinks());
    if (!covered) {
      return new Outcome(Status.PARTIAL, false);
    }
    return flow.outsideSinks().isEmpty()
        ? new Outcome(Status.FULL, false)
        : new Outcome(Status.PARTIAL, true);
  }

  private static Set<String> madeFromSources(Dataflow flow) {
    Set<String> made = new HashSet<>();
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Part part : flow.parts()) {
        if (satisfied(part, flow.sources(), made)) {
          grows |= made.addAll(part.outputs());
        }
      }
    }
    return made;
  }

  private static boolean satisfied(Part part, Set<String> sources, Set<String> made) {
    return part.inputs().stream().allMatch(name -> sources.contains(name) || made.contains(name));
  }

  private static Set<String> comparable(Set<String> names) {
    return names.stream().map(Coverage::comparable).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the name without the {@code @…} that some runtimes put behind it. */
  static String comparable(String name) {
    int at = name.lastIndexOf('@');
    return at > 0 ? name.substring(0, at) : name;
  }
}
