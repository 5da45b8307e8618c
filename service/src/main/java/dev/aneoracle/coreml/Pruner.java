package dev.aneoracle.coreml;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/**
 * Parses a message after leaving out, where it lies, every field that our own specification does
 * not declare and every large payload. So a message of hundreds of megabytes costs the heap only
 * what is read of it; the library's own parsers would first copy it.
 */
final class Pruner {

  /** One description. */
  private static final int MESSAGE_LIMIT = 4 << 20;

  private static final int DEPTH_LIMIT = 90;

  private final Budget budget;

  Pruner(Budget budget) {
    this.budget = budget;
  }

  /** Parses the message that the walk is about to enter. */
  <M extends Message> M parse(Wire wire, Descriptor type, Parser<M> parser)
      throws CoreMlFormatException {
    GrowingBytes kept = new GrowingBytes();
    prune(wire, type, kept, 0);
    try {
      return parser.parseFrom(kept.toArray());
    } catch (InvalidProtocolBufferException e) {
      throw new CoreMlFormatException(
          "Not a readable Core ML specification: "
              + type.getName()
              + " does not fit: "
              + e.getMessage(),
          e);
    }
  }

  private void prune(Wire wire, Descriptor type, GrowingBytes kept, int depth)
      throws CoreMlFormatException {
    if (depth > DEPTH_LIMIT) {
      throw wire.malformed("is nested more than " + DEPTH_LIMIT + " deep");
    }
    while (wire.next()) {
      FieldDescriptor field = type.findFieldByNumber(wire.field());
      if (field == null) {
        continue;
      }
      switch (field.getJavaType()) {
        case MESSAGE -> {
          budget.takeField(0);
          int start = kept.open(wire.field());
          prune(wire.message(), field.getMessageType(), kept, depth + 1);
          kept.close(start);
        }
        case BYTE_STRING -> {
          if (wire.length() <= MilConstant.PAYLOAD_LIMIT) {
            keep(wire, kept);
          }
        }
        default -> {
          if (wire.length() > Wire.TEXT_LIMIT) {
            throw wire.malformed(
                "has " + wire.length() + " bytes in " + field.getName() + ", too many to be real");
          }
          keep(wire, kept);
        }
      }
    }
  }

  private void keep(Wire wire, GrowingBytes kept) throws CoreMlFormatException {
    budget.takeField(wire.length());
    if (kept.size() > MESSAGE_LIMIT) {
      throw wire.malformed("is part of a description too large to be real");
    }
    wire.copyTo(kept);
  }
}
