package dev.aneoracle.bundle;

import dev.aneoracle.bundle.ProtobufOutline.Field;
import dev.aneoracle.bundle.ProtobufOutline.Wire;
import java.util.Set;

/** Tells whether the top-level fields of a protobuf file may be those of a Core ML model. */
final class CoreMlOutline {

  private static final int SPECIFICATION_VERSION = 1;

  private static final int DESCRIPTION = 2;

  private static final int IS_UPDATABLE = 10;

  private static final Set<Integer> KINDS =
      Set.of(
          200, 201, 202, 300, 301, 302, 303, 304, 400, 401, 402, 403, 404, 500, 501, 502, 555, 556,
          560, 600, 601, 602, 603, 604, 606, 607, 609, 610, 900, 2000, 2001, 2002, 2003, 2004, 2005,
          2006, 3000);

  private CoreMlOutline() {}

  static boolean isKind(int number) {
    return KINDS.contains(number);
  }

  /** Goes by the first field only, so that models of a later Core ML pass. */
  static boolean matches(ProtobufOutline outline) {
    return !outline.fields().isEmpty() && isFirst(outline.fields().getFirst());
  }

  private static boolean isFirst(Field field) {
    return switch (field.number()) {
      case SPECIFICATION_VERSION, IS_UPDATABLE -> field.wire() == Wire.VARINT;
      case DESCRIPTION -> field.wire() == Wire.BYTES;
      default -> isKind(field.number()) && field.wire() == Wire.BYTES;
    };
  }
}
