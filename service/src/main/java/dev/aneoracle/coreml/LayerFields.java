package dev.aneoracle.coreml;

import dev.aneoracle.coreml.LayerSchema.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One message's declared fields as the file sets them, messages not yet entered. */
final class LayerFields {

  /** Values of a parameter. */
  private static final int ELEMENTS = 1024;

  private final LayerSchema schema;
  private final Budget budget;
  private final @Nullable Object[] values;
  private final int[] chosen;

  LayerFields(LayerSchema schema, Budget budget) {
    this.schema = schema;
    this.budget = budget;
    this.values = new @Nullable Object[schema.fields().size()];
    this.chosen = new int[schema.choices().size()];
  }

  /** Takes over what the message sets; where it was set before, the later one counts. */
  LayerFields read(Wire message) throws CoreMlFormatException {
    while (message.next()) {
      Field field = schema.field(message.field());
      if (field != null) {
        choose(field);
        read(field, message);
      }
    }
    return this;
  }

  /** Returns the field that is set of those to choose between, null where none is. */
  @Nullable Field chosen(int choice) {
    return schema.field(chosen[choice]);
  }

  /** Returns the messages that the field was set to. */
  @SuppressWarnings("unchecked")
  List<Wire> messages(Field field) {
    Object value = values[field.place()];
    return value == null ? List.of() : (List<Wire>) value;
  }

  /** Returns the field's value, or what stands for it; nothing for messages and empty lists. */
  Optional<Attribute> attribute(Field field) throws CoreMlFormatException {
    return switch (values[field.place()]) {
      case null -> field.unset();
      case Attribute attribute -> Optional.of(attribute);
      case NumberSeries series -> attribute(field, series);
      default -> Optional.empty();
    };
  }

  private void choose(Field field) {
    if (field.choice() < 0) {
      return;
    }
    Field before = schema.field(chosen[field.choice()]);
    if (before != null && before.number() != field.number()) {
      values[before.place()] = null;
    }
    chosen[field.choice()] = field.number();
  }

  private void read(Field field, Wire wire) throws CoreMlFormatException {
    switch (field.content()) {
      case BYTES -> {}
      case NUMBER, FLAG, WORD -> readNumbers(field, wire, Wire.VARINT);
      case FLOAT -> readNumbers(field, wire, Wire.FIXED32);
      case DOUBLE -> readNumbers(field, wire, Wire.FIXED64);
      case TEXT -> {
        if (!field.repeated() || values[field.place()] == null) {
          budget.takeField(wire.length());
          values[field.place()] = new Attribute.Text(wire.text());
        }
      }
      case PARAMETERS, GRAPH, NONLINEARITY, EDGES, WEIGHTS -> readMessage(field, wire);
    }
  }

  private void readNumbers(Field field, Wire wire, int wireType) throws CoreMlFormatException {
    budget.takeField();
    if (!field.repeated()) {
      values[field.place()] = single(field, wire.bits(wireType));
    } else {
      NumberSeries series =
          values[field.place()] instanceof NumberSeries begun
              ? begun
              : new NumberSeries(wireType, ELEMENTS);
      values[field.place()] = series;
      wire.numbers(series);
    }
  }

  @SuppressWarnings("unchecked")
  private void readMessage(Field field, Wire wire) throws CoreMlFormatException {
    budget.takeField();
    Object begun = values[field.place()];
    List<Wire> parts = begun == null ? new ArrayList<>(1) : (List<Wire>) begun;
    parts.add(wire.message());
    values[field.place()] = parts;
  }

  private static Optional<Attribute> attribute(Field field, NumberSeries series)
      throws CoreMlFormatException {
    if (series.count() > ELEMENTS) {
      throw new CoreMlFormatException(
          "A layer's parameter " + field.name() + " has " + series.count() + " values");
    }
    if (series.count() == 0) {
      return Optional.empty();
    }
    return switch (field.content()) {
      case NUMBER -> series.numbers();
      case FLAG -> series.flags();
      case FLOAT -> series.decimals(LayerFields::single);
      case DOUBLE -> series.decimals(Double::longBitsToDouble);
      default -> Optional.of(single(field, series.first()));
    };
  }

  private static Attribute single(Field field, long bits) {
    return switch (field.content()) {
      case NUMBER -> new Attribute.Numbers(List.of(bits));
      case FLAG -> new Attribute.Flags(List.of(bits != 0));
      case FLOAT -> new Attribute.Decimals(List.of(single(bits)));
      case DOUBLE -> new Attribute.Decimals(List.of(Double.longBitsToDouble(bits)));
      case WORD -> new Attribute.Text(field.word(bits));
      case TEXT, BYTES, PARAMETERS, GRAPH, NONLINEARITY, EDGES, WEIGHTS ->
          throw new IllegalStateException("Not a number: " + field.name());
    };
  }

  private static double single(long bits) {
    return Float.intBitsToFloat((int) bits);
  }
}
