package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.MilDataType;
import dev.aneoracle.coreml.spec.MilDimension;
import dev.aneoracle.coreml.spec.MilNamedValueType;
import dev.aneoracle.coreml.spec.MilTensorType;
import dev.aneoracle.coreml.spec.MilValueType;
import java.util.ArrayList;
import java.util.List;

/** Types of an ML Program's values (coremltools {@code mlmodel/format/MIL.proto}, ValueType). */
final class MilTypes {

  private MilTypes() {}

  static Tensor tensor(MilNamedValueType value, String name) throws CoreMlFormatException {
    MilValueType type = value.getType();
    return new Tensor(name, element(type), shape(type));
  }

  /** Returns the element type of a tensor or of a state that holds one. */
  static ElementType element(MilValueType type) {
    return switch (type.getTypeCase()) {
      case TENSOR_TYPE -> element(type.getTensorType().getDataType());
      case STATE_TYPE -> element(type.getStateType().getWrappedType());
      case LIST_TYPE, TUPLE_TYPE, DICTIONARY_TYPE, TYPE_NOT_SET -> ElementType.UNKNOWN;
    };
  }

  static Shape shape(MilValueType type) throws CoreMlFormatException {
    return switch (type.getTypeCase()) {
      case TENSOR_TYPE -> shape(type.getTensorType());
      case STATE_TYPE -> shape(type.getStateType().getWrappedType());
      case LIST_TYPE, TUPLE_TYPE, DICTIONARY_TYPE, TYPE_NOT_SET -> Shape.unknown();
    };
  }

  private static Shape shape(MilTensorType type) throws CoreMlFormatException {
    if (type.getRank() != type.getDimensionsCount()) {
      return Shape.unknown();
    }
    List<Long> sizes = new ArrayList<>(type.getDimensionsCount());
    for (MilDimension dimension : type.getDimensionsList()) {
      switch (dimension.getDimensionCase()) {
        case CONSTANT -> sizes.add(size(dimension.getConstant().getSize()));
        case UNKNOWN -> {
          if (dimension.getUnknown().getVariadic()) {
            return Shape.unknown();
          }
          sizes.add(Shape.UNKNOWN_DIMENSION);
        }
        case DIMENSION_NOT_SET -> sizes.add(Shape.UNKNOWN_DIMENSION);
      }
    }
    return Shape.of(sizes);
  }

  private static long size(long size) throws CoreMlFormatException {
    if (size < 0) {
      throw new CoreMlFormatException(
          "A tensor has a dimension of impossible size " + Long.toUnsignedString(size));
    }
    return size;
  }

  private static ElementType element(MilDataType type) {
    return switch (type) {
      case BOOL -> ElementType.BOOL;
      case STRING -> ElementType.STRING;
      case FLOAT16 -> ElementType.FLOAT16;
      case FLOAT32 -> ElementType.FLOAT32;
      case FLOAT64 -> ElementType.FLOAT64;
      case BFLOAT16 -> ElementType.BFLOAT16;
      case FLOAT8E4M3FN -> ElementType.FLOAT8E4M3FN;
      case FLOAT8E5M2 -> ElementType.FLOAT8E5M2;
      case INT4 -> ElementType.INT4;
      case INT8 -> ElementType.INT8;
      case INT16 -> ElementType.INT16;
      case INT32 -> ElementType.INT32;
      case INT64 -> ElementType.INT64;
      case UINT1 -> ElementType.UINT1;
      case UINT2 -> ElementType.UINT2;
      case UINT3 -> ElementType.UINT3;
      case UINT4 -> ElementType.UINT4;
      case UINT6 -> ElementType.UINT6;
      case UINT8 -> ElementType.UINT8;
      case UINT16 -> ElementType.UINT16;
      case UINT32 -> ElementType.UINT32;
      case UINT64 -> ElementType.UINT64;
      case UNUSED_TYPE, UNRECOGNIZED -> ElementType.UNKNOWN;
    };
  }
}
