package dev.aneoracle.coreml;

import java.util.Optional;

/**
 * A constant of an ML Program: its type, and its value where that is written in the specification
 * and small (coremltools {@code mlmodel/format/MIL.proto}, Value).
 *
 * @param weightFile the file that holds the value, empty where none does
 */
record MilConstant(ElementType element, Shape shape, Optional<Attribute> value, String weightFile) {

  /** A payload that is longer is left where it is: 1024 numbers of eight bytes and their key. */
  static final int PAYLOAD_LIMIT = 8 * 1024 + 16;

  private static final int TYPE = 2;
  private static final int IMMEDIATE_VALUE = 3;
  private static final int BLOB_FILE_VALUE = 5;
  private static final int FILE_NAME = 1;

  /** Returns a constant of which no value is kept. */
  static MilConstant of(MilType type) {
    return new MilConstant(type.element(), type.shape(), Optional.empty(), "");
  }

  /** Returns the same value as of another type. */
  MilConstant as(MilType type) {
    return type.element() == element && type.shape().equals(shape)
        ? this
        : new MilConstant(type.element(), type.shape(), value, weightFile);
  }

  /** Reads the field that the walk is at. */
  static MilConstant read(Wire field) throws CoreMlFormatException {
    MilType type = MilType.UNKNOWN;
    Optional<Wire> immediate = Optional.empty();
    String weightFile = "";
    Wire value = field.message();
    while (value.next()) {
      switch (value.field()) {
        case TYPE -> type = MilType.read(value);
        case IMMEDIATE_VALUE -> {
          immediate = Optional.of(value.message());
          weightFile = "";
        }
        case BLOB_FILE_VALUE -> {
          immediate = Optional.empty();
          weightFile = fileName(value.message());
        }
        default -> {}
      }
    }
    Optional<Attribute> content =
        immediate.isPresent() ? content(immediate.get(), type.element()) : Optional.empty();
    return new MilConstant(type.element(), type.shape(), content, weightFile);
  }

  private static String fileName(Wire blobFile) throws CoreMlFormatException {
    String name = "";
    while (blobFile.next()) {
      if (blobFile.field() == FILE_NAME) {
        name = blobFile.text();
      }
    }
    return name;
  }

  private static Optional<Attribute> content(Wire immediate, ElementType element)
      throws CoreMlFormatException {
    Optional<Attribute> content = Optional.empty();
    while (immediate.next()) {
      if (immediate.field() == 1) {
        content = tensor(immediate.message(), element);
      }
    }
    return content;
  }

  private static Optional<Attribute> tensor(Wire tensor, ElementType element)
      throws CoreMlFormatException {
    Optional<Attribute> content = Optional.empty();
    while (tensor.next()) {
      if (tensor.length() <= PAYLOAD_LIMIT) {
        content = MilPayload.read(tensor, element);
      }
    }
    return content;
  }
}
