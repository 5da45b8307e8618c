package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.MilDataType;
import dev.aneoracle.coreml.spec.MilDimension;
import dev.aneoracle.coreml.spec.MilNothing;
import dev.aneoracle.coreml.spec.MilStateType;
import dev.aneoracle.coreml.spec.MilTensorType;
import dev.aneoracle.coreml.spec.MilValueType;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * Reads types written in text, such as {@code tensor<fp16, [1, ?]>}, into those of the
 * specification. A type that is not known has none of the specification's.
 */
final class MilTextTypes {

  private static final int RANK_LIMIT = 64;

  private static final Map<String, MilDataType> ELEMENTS =
      Map.ofEntries(
          Map.entry("bool", MilDataType.BOOL),
          Map.entry("string", MilDataType.STRING),
          Map.entry("fp16", MilDataType.FLOAT16),
          Map.entry("fp32", MilDataType.FLOAT32),
          Map.entry("fp64", MilDataType.FLOAT64),
          Map.entry("bf16", MilDataType.BFLOAT16),
          Map.entry("fp8e4m3fn", MilDataType.FLOAT8E4M3FN),
          Map.entry("fp8e5m2", MilDataType.FLOAT8E5M2),
          Map.entry("int4", MilDataType.INT4),
          Map.entry("int8", MilDataType.INT8),
          Map.entry("int16", MilDataType.INT16),
          Map.entry("int32", MilDataType.INT32),
          Map.entry("int64", MilDataType.INT64),
          Map.entry("uint1", MilDataType.UINT1),
          Map.entry("uint2", MilDataType.UINT2),
          Map.entry("uint3", MilDataType.UINT3),
          Map.entry("uint4", MilDataType.UINT4),
          Map.entry("uint6", MilDataType.UINT6),
          Map.entry("uint8", MilDataType.UINT8),
          Map.entry("uint16", MilDataType.UINT16),
          Map.entry("uint32", MilDataType.UINT32),
          Map.entry("uint64", MilDataType.UINT64));

  private final MilLexer lexer;
  private final MilAllowance allowance;

  MilTextTypes(MilLexer lexer, MilAllowance allowance) {
    this.lexer = lexer;
    this.allowance = allowance;
  }

  MilValueType read() throws CoreMlFormatException, IOException {
    return readNamed(lexer.takeWord("a type"));
  }

  /** Reads on after the word that begins the type. */
  MilValueType readNamed(String word) throws CoreMlFormatException, IOException {
    allowance.take(0);
    if (!lexer.at('<')) {
      return MilValueType.newBuilder()
          .setTensorType(MilTensorType.newBuilder().setDataType(element(word)))
          .build();
    }
    lexer.enter();
    lexer.advance();
    MilValueType.Builder type = MilValueType.newBuilder();
    switch (word) {
      case "tensor" -> type.setTensorType(tensor());
      case "state" -> type.setStateType(MilStateType.newBuilder().setWrappedType(read()));
      case "list" -> type.setListType(nothing());
      case "tuple" -> type.setTupleType(nothing());
      case "dict" -> type.setDictionaryType(nothing());
      default -> nothing();
    }
    lexer.expect('>');
    lexer.leave();
    return type.build();
  }

  private MilTensorType.Builder tensor() throws CoreMlFormatException, IOException {
    MilTensorType.Builder type =
        MilTensorType.newBuilder().setDataType(element(lexer.takeWord("an element type")));
    lexer.expect(',');
    lexer.expect('[');
    while (!lexer.at(']')) {
      type.addDimensions(dimension());
      if (type.getDimensionsCount() > RANK_LIMIT) {
        throw lexer.malformed("a tensor has more than " + RANK_LIMIT + " dimensions");
      }
      if (!lexer.at(']')) {
        lexer.expect(',');
      }
    }
    lexer.expect(']');
    return type.setRank(type.getDimensionsCount());
  }

  private MilDimension dimension() throws CoreMlFormatException, IOException {
    allowance.take(0);
    MilDimension.Builder dimension = MilDimension.newBuilder();
    if (lexer.kind() == MilLexer.Kind.NUMBER) {
      dimension.setConstant(MilDimension.Constant.newBuilder().setSize(size()));
    } else if (lexer.at('?') || lexer.kind() == MilLexer.Kind.WORD) {
      // a word is a size by name; dots alone stand for any number of dimensions
      boolean variadic = lexer.kind() == MilLexer.Kind.WORD && lexer.text().startsWith("..");
      dimension.setUnknown(MilDimension.Unknown.newBuilder().setVariadic(variadic));
    } else {
      throw lexer.unexpected("a dimension");
    }
    lexer.advance();
    return dimension.build();
  }

  private long size() throws CoreMlFormatException {
    try {
      return Long.parseLong(lexer.text());
    } catch (NumberFormatException e) {
      throw lexer.unexpected("a size");
    }
  }

  /** Steps over the parameters of a type of which nothing is kept. */
  private MilNothing nothing() throws CoreMlFormatException, IOException {
    int open = 0;
    while (open > 0 || !lexer.at('>')) {
      if (lexer.kind() == MilLexer.Kind.END) {
        throw lexer.unexpected("'>'");
      }
      open += lexer.at('<') ? 1 : lexer.at('>') ? -1 : 0;
      lexer.advance();
    }
    return MilNothing.getDefaultInstance();
  }

  private static MilDataType element(String word) {
    return ELEMENTS.getOrDefault(word.toLowerCase(Locale.ROOT), MilDataType.UNUSED_TYPE);
  }
}
