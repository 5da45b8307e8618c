package dev.aneoracle.coreml;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import dev.aneoracle.coreml.spec.ActivationParams;
import dev.aneoracle.coreml.spec.BorderAmounts;
import dev.aneoracle.coreml.spec.NeuralNetwork;
import dev.aneoracle.coreml.spec.WeightParams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parameters of a layer under the specification's names, with protobuf's defaults where they
 * are not set. Nested messages are laid flat; a choice of messages gives the chosen one's name
 * under the choice's ({@code paddingType}, {@code nonlinearity}).
 */
final class LayerAttributes {

  private static final int ELEMENTS = 1024;

  private final Map<String, Attribute> attributes = new LinkedHashMap<>();

  private LayerAttributes() {}

  static Map<String, Attribute> of(Message parameters) throws CoreMlFormatException {
    LayerAttributes collected = new LayerAttributes();
    collected.addAll(parameters);
    return collected.attributes;
  }

  private void addAll(Message message) throws CoreMlFormatException {
    for (OneofDescriptor choice : message.getDescriptorForType().getOneofs()) {
      FieldDescriptor chosen = message.getOneofFieldDescriptor(choice);
      if (chosen != null) {
        attributes.put(choice.getName(), new Attribute.Text(chosen.getName()));
        addAll((Message) message.getField(chosen));
      }
    }
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.getContainingOneof() == null) {
        add(field, message);
      }
    }
  }

  private void add(FieldDescriptor field, Message message) throws CoreMlFormatException {
    Object value = message.getField(field);
    List<?> values = value instanceof List<?> list ? list : List.of(value);
    if (values.size() > ELEMENTS) {
      throw new CoreMlFormatException(
          "A layer's parameter " + field.getName() + " has " + values.size() + " values");
    }
    if (values.isEmpty()) {
      return;
    }
    switch (field.getJavaType()) {
      case INT, LONG -> put(field, new Attribute.Numbers(numbers(values)));
      case FLOAT, DOUBLE -> put(field, new Attribute.Decimals(decimals(values)));
      case BOOLEAN ->
          put(field, new Attribute.Flags(values.stream().map(Boolean.class::cast).toList()));
      case STRING -> put(field, new Attribute.Text(String.valueOf(values.getFirst())));
      case ENUM ->
          put(field, new Attribute.Text(((EnumValueDescriptor) values.getFirst()).getName()));
      case MESSAGE -> {
        if (field.isRepeated() || message.hasField(field)) {
          addNested(field, values);
        }
      }
      case BYTE_STRING -> {}
    }
  }

  private void addNested(FieldDescriptor field, List<?> values) throws CoreMlFormatException {
    switch (values.getFirst()) {
      case NeuralNetwork network -> {
        // a nested graph is a block of the operation
      }
      case ActivationParams activation -> put(field, new Attribute.Text(nonlinearities(values)));
      case BorderAmounts amounts -> put(field, new Attribute.Numbers(edges(amounts)));
      case WeightParams weights when weights.hasQuantization() ->
          attributes.put(
              "numberOfBits", Attribute.Numbers.of(weights.getQuantization().getNumberOfBits()));
      case WeightParams weights -> {
        // only whether they are quantized matters
      }
      case Message nested -> {
        List<FieldDescriptor> fields = nested.getDescriptorForType().getFields();
        if (fields.size() == 1
            && fields.getFirst().getJavaType() == FieldDescriptor.JavaType.ENUM) {
          EnumValueDescriptor mode = (EnumValueDescriptor) nested.getField(fields.getFirst());
          put(field, new Attribute.Text(mode.getName()));
        } else {
          addAll(nested);
        }
      }
      default -> throw new IllegalStateException("No message: " + field);
    }
  }

  private void put(FieldDescriptor field, Attribute attribute) {
    attributes.put(field.getName(), attribute);
  }

  /** Returns top, bottom, left and right, as far as they are given. */
  private static List<Long> edges(BorderAmounts amounts) {
    List<Long> edges = new ArrayList<>();
    for (BorderAmounts.EdgeSizes edge : amounts.getBorderAmountsList()) {
      edges.add(edge.getStartEdgeSize());
      edges.add(edge.getEndEdgeSize());
    }
    return edges;
  }

  private static String nonlinearities(List<?> activations) {
    return activations.stream()
        .map(ActivationParams.class::cast)
        .map(activation ->
            activation.getAllFields().keySet().stream()
                .findFirst()
                .map(FieldDescriptor::getName)
                .orElse(""))
        .collect(Collectors.joining(","));
  }

  private static List<Long> numbers(List<?> values) {
    return values.stream().map(number -> ((Number) number).longValue()).toList();
  }

  private static List<Double> decimals(List<?> values) {
    return values.stream().map(number -> ((Number) number).doubleValue()).toList();
  }
}
