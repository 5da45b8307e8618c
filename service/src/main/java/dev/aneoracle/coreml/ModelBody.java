package dev.aneoracle.coreml;

import java.util.List;
import java.util.Map;

/** What a model computes. */
public sealed interface ModelBody {

  /**
   * A neural network of layers (the specification's NeuralNetwork, its classifier or regressor).
   */
  record Network(Graph graph) implements ModelBody {}

  /**
   * An ML Program: one graph a function.
   *
   * @param functions by name, in the file's order
   * @param defaultFunction the function that runs unless another is named
   */
  record Program(List<Graph> functions, String defaultFunction) implements ModelBody {
    public Program {
      functions = List.copyOf(functions);
    }
  }

  /** Models that run one after the other, features passed by name. */
  record Pipeline(List<Stage> stages) implements ModelBody {
    public Pipeline {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A model with no neural graph: trees, linear models, feature engineering, Apple's built-in ones.
   */
  record Opaque() implements ModelBody {}

  /**
   * A compiled model whose graph is not read: only the types of its operations are known.
   *
   * @param operationTypes how many operations of each type there are; empty where the bundle does
   *     not say
   */
  record Compiled(Map<String, Integer> operationTypes) implements ModelBody {
    public Compiled {
      operationTypes = Map.copyOf(operationTypes);
    }
  }

  /** One model of a pipeline, with its name there (empty where the file gives none). */
  record Stage(String name, Model model) {}
}
