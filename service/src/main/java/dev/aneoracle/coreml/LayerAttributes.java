package dev.aneoracle.coreml;

import dev.aneoracle.coreml.LayerSchema.Field;
import dev.aneoracle.coreml.spec.ActivationParams;
import dev.aneoracle.coreml.spec.BorderAmounts;
import dev.aneoracle.coreml.spec.WeightParams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a layer under the specification's names, with protobuf's defaults where they
 * are not set. Nested messages are laid flat; a choice of messages gives the chosen one's name
 * under the choice's ({@code paddingType}, {@code nonlinearity}).
 */
final class LayerAttributes {

  private static final LayerSchema ACTIVATION = LayerSchema.of(ActivationParams.getDescriptor());
  private static final LayerSchema BORDER = LayerSchema.of(BorderAmounts.getDescriptor());
  private static final LayerSchema EDGE = LayerSchema.of(BorderAmounts.EdgeSizes.getDescriptor());
  private static final LayerSchema WEIGHTS = LayerSchema.of(WeightParams.getDescriptor());

  private final Budget budget;
  private final Map<String, Attribute> attributes = new HashMap<>();

  private LayerAttributes(Budget budget) {
    this.budget = budget;
  }

  static Map<String, Attribute> of(LayerFields parameters, LayerSchema schema, Budget budget)
      throws CoreMlFormatException {
    LayerAttributes collected = new LayerAttributes(budget);
    collected.addAll(parameters, schema);
    return collected.attributes;
  }

  private void addAll(LayerFields fields, LayerSchema schema) throws CoreMlFormatException {
    for (int choice = 0; choice < schema.choices().size(); choice++) {
      Field chosen = fields.chosen(choice);
      if (chosen != null) {
        attributes.put(schema.choices().get(choice), new Attribute.Text(chosen.name()));
        addAll(chosen, fields.messages(chosen));
      }
    }
    for (Field field : schema.fields()) {
      if (field.choice() < 0) {
        add(field, fields);
      }
    }
  }

  /** Lays a message flat, of which the file may give several parts. */
  private void addAll(Field field, List<Wire> parts) throws CoreMlFormatException {
    LayerSchema schema = field.message().orElseThrow();
    addAll(read(schema, parts), schema);
  }

  private void add(Field field, LayerFields fields) throws CoreMlFormatException {
    switch (field.content()) {
      case NUMBER, FLOAT, DOUBLE, FLAG, TEXT, WORD ->
          fields.attribute(field).ifPresent(attribute -> attributes.put(field.name(), attribute));
      case BYTES, GRAPH -> {
        // a nested graph is a block of the operation
      }
      case PARAMETERS, NONLINEARITY, EDGES, WEIGHTS -> {
        List<Wire> parts = fields.messages(field);
        if (!parts.isEmpty()) {
          addNested(field, parts);
        }
      }
    }
  }

  private void addNested(Field field, List<Wire> parts) throws CoreMlFormatException {
    switch (field.content()) {
      case NONLINEARITY -> attributes.put(field.name(), new Attribute.Text(nonlinearities(parts)));
      case EDGES -> attributes.put(field.name(), new Attribute.Numbers(edges(parts)));
      case WEIGHTS -> addQuantization(parts);
      default -> {
        LayerSchema schema = field.message().orElseThrow();
        if (schema.isWord()) {
          read(schema, parts)
              .attribute(schema.fields().getFirst())
              .ifPresent(word -> attributes.put(field.name(), word));
        } else {
          addAll(field, parts);
        }
      }
    }
  }

  /** Of weights only whether they are quantized matters. */
  private void addQuantization(List<Wire> parts) throws CoreMlFormatException {
    Field quantization = WEIGHTS.fields().getFirst();
    List<Wire> found = read(WEIGHTS, parts).messages(quantization);
    if (!found.isEmpty()) {
      addAll(quantization, found);
    }
  }

  /** Returns top, bottom, left and right, as far as they are given. */
  private List<Long> edges(List<Wire> parts) throws CoreMlFormatException {
    List<Long> edges = new ArrayList<>();
    for (Wire edge : read(BORDER, parts).messages(BORDER.fields().getFirst())) {
      LayerFields sizes = read(EDGE, List.of(edge));
      for (Field size : EDGE.fields()) {
        if (sizes.attribute(size).orElseThrow() instanceof Attribute.Numbers(List<Long> amount)) {
          edges.addAll(amount);
        }
      }
    }
    return edges;
  }

  private String nonlinearities(List<Wire> activations) throws CoreMlFormatException {
    List<String> names = new ArrayList<>();
    for (Wire activation : activations) {
      names.add(
          Optional.ofNullable(read(ACTIVATION, List.of(activation)).chosen(0))
              .map(Field::name)
              .orElse(""));
    }
    return String.join(",", names);
  }

  private LayerFields read(LayerSchema schema, List<Wire> parts) throws CoreMlFormatException {
    LayerFields fields = new LayerFields(schema, budget);
    for (Wire part : parts) {
      fields.read(part);
    }
    return fields;
  }
}
