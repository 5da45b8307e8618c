package dev.aneoracle.coreml;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.aneoracle.coreml.spec.ActivationParams;
import dev.aneoracle.coreml.spec.BorderAmounts;
import dev.aneoracle.coreml.spec.NeuralNetwork;
import dev.aneoracle.coreml.spec.WeightParams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The declared fields of a message of the specification, as walking over its bytes needs them:
 * found by number, with what stands for one that is not set.
 */
final class LayerSchema {

  private static final Map<String, Content> CONTENTS =
      Map.of(
          NeuralNetwork.getDescriptor().getFullName(), Content.GRAPH,
          ActivationParams.getDescriptor().getFullName(), Content.NONLINEARITY,
          BorderAmounts.getDescriptor().getFullName(), Content.EDGES,
          WeightParams.getDescriptor().getFullName(), Content.WEIGHTS);

  private final List<Field> fields;
  private final @Nullable Field[] byNumber;
  private final List<String> choices;

  private LayerSchema(List<Field> fields, List<String> choices) {
    this.fields = fields;
    this.choices = choices;
    int last = fields.stream().mapToInt(Field::number).max().orElse(0);
    this.byNumber = new @Nullable Field[last + 1];
    fields.forEach(field -> byNumber[field.number()] = field);
  }

  /** Returns the schema of a message that does not lead back to itself but through a graph. */
  static LayerSchema of(Descriptor message) {
    return of(message, new HashMap<>());
  }

  private static LayerSchema of(Descriptor message, Map<String, LayerSchema> known) {
    LayerSchema found = known.get(message.getFullName());
    if (found == null) {
      List<String> choices = message.getOneofs().stream().map(OneofDescriptor::getName).toList();
      found =
          new LayerSchema(
              message.getFields().stream().map(field -> Field.of(field, known)).toList(), choices);
      known.put(message.getFullName(), found);
    }
    return found;
  }

  /** Returns all fields, in the order of their declaration. */
  List<Field> fields() {
    return fields;
  }

  /** Returns the names of the choices between messages. */
  List<String> choices() {
    return choices;
  }

  /** Returns the field that is declared with the number, null where none is. */
  @Nullable Field field(int number) {
    return number < byNumber.length ? byNumber[number] : null;
  }

  /** Returns whether the message is nothing but a word. */
  boolean isWord() {
    return fields.size() == 1 && fields.getFirst().content() == Content.WORD;
  }

  /** What a field holds. */
  enum Content {
    NUMBER,
    FLOAT,
    DOUBLE,
    FLAG,
    TEXT,
    WORD,
    BYTES,
    PARAMETERS,
    GRAPH,
    NONLINEARITY,
    EDGES,
    WEIGHTS
  }

  /**
   * A declared field.
   *
   * @param place its place among the message's fields
   * @param choice the place of the choice that it is one of, -1 where it stands alone
   * @param unset what stands for it where it is not set
   * @param words the names of an enumeration's numbers
   * @param message the schema of a message of parameters
   */
  record Field(
      int place,
      int number,
      String name,
      Content content,
      boolean repeated,
      int choice,
      Optional<Attribute> unset,
      Optional<EnumDescriptor> words,
      Optional<LayerSchema> message) {

    private static Field of(FieldDescriptor field, Map<String, LayerSchema> known) {
      OneofDescriptor choice = field.getContainingOneof();
      Content content = contentOf(field);
      Optional<EnumDescriptor> words =
          content == Content.WORD ? Optional.of(field.getEnumType()) : Optional.empty();
      boolean isMessage = field.getJavaType() == JavaType.MESSAGE && content != Content.GRAPH;
      return new Field(
          field.getIndex(),
          field.getNumber(),
          field.getName(),
          content,
          field.isRepeated(),
          choice == null ? -1 : choice.getIndex(),
          field.isRepeated() ? Optional.empty() : unset(content, words),
          words,
          isMessage
              ? Optional.of(LayerSchema.of(field.getMessageType(), known))
              : Optional.empty());
    }

    /** Returns an enumeration's name for a number, made up for one that it does not have. */
    String word(long number) {
      return words.orElseThrow().findValueByNumberCreatingIfUnknown((int) number).getName();
    }

    private static Content contentOf(FieldDescriptor field) {
      return switch (field.getJavaType()) {
        case INT, LONG -> Content.NUMBER;
        case FLOAT -> Content.FLOAT;
        case DOUBLE -> Content.DOUBLE;
        case BOOLEAN -> Content.FLAG;
        case STRING -> Content.TEXT;
        case ENUM -> Content.WORD;
        case BYTE_STRING -> Content.BYTES;
        case MESSAGE ->
            field.getContainingOneof() != null
                ? Content.PARAMETERS
                : CONTENTS.getOrDefault(field.getMessageType().getFullName(), Content.PARAMETERS);
      };
    }

    private static Optional<Attribute> unset(Content content, Optional<EnumDescriptor> words) {
      return switch (content) {
        case NUMBER -> Optional.of(Attribute.Numbers.of(0));
        case FLOAT, DOUBLE -> Optional.of(new Attribute.Decimals(List.of(0.0)));
        case FLAG -> Optional.of(new Attribute.Flags(List.of(false)));
        case TEXT -> Optional.of(new Attribute.Text(""));
        case WORD -> words.map(word -> new Attribute.Text(word.getValues().getFirst().getName()));
        case BYTES, PARAMETERS, GRAPH, NONLINEARITY, EDGES, WEIGHTS -> Optional.empty();
      };
    }
  }
}
