package dev.aneoracle.coreml;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.aneoracle.coreml.spec.NeuralNetworkLayer;
import java.util.List;

/** The layers that the specification knows. */
public final class LayerTypes {

  private LayerTypes() {}

  /** Returns the field names of the specification's choice of a layer, sorted. */
  public static List<String> all() {
    return NeuralNetworkLayer.getDescriptor().getOneofs().getFirst().getFields().stream()
        .map(FieldDescriptor::getName)
        .sorted()
        .toList();
  }
}
