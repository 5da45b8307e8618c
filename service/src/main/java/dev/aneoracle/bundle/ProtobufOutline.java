package dev.aneoracle.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The top-level fields of a protobuf message, as far as they could be followed.
 *
 * @param fields the first fields, in file order
 * @param end why there are no more
 */
record ProtobufOutline(List<Field> fields, End end) {

  private static final int MAXIMUM_FIELDS = 64;

  private static final int MAXIMUM_VARINT = 10;

  ProtobufOutline {
    fields = List.copyOf(fields);
  }

  static ProtobufOutline read(DataBlock block) throws IOException {
    var fields = new ArrayList<Field>();
    long position = 0;
    while (position < block.size() && fields.size() < MAXIMUM_FIELDS) {
      Field field;
      try {
        field = readField(block, position);
      } catch (EOFException reachesBeyond) {
        return new ProtobufOutline(fields, End.CUT);
      }
      if (field.number() <= 0 || field.end() < position) {
        return new ProtobufOutline(fields, End.MALFORMED);
      }
      fields.add(field);
      if (field.end() > block.size()) {
        return new ProtobufOutline(fields, End.CUT);
      }
      position = field.end();
    }
    return new ProtobufOutline(fields, position == block.size() ? End.COMPLETE : End.MANY);
  }

  boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number() == number);
  }

  private static Field readField(DataBlock block, long position) throws IOException {
    Varint tag = Varint.read(block, position);
    if (tag.value() < 0 || tag.value() > 0xFFFF_FFFFL) {
      return Field.MALFORMED;
    }
    int number = (int) (tag.value() >>> 3);
    Wire wire = Wire.of((int) (tag.value() & 7));
    return switch (wire) {
      case VARINT -> new Field(number, wire, Varint.read(block, tag.end()).end());
      case FIXED64 -> new Field(number, wire, tag.end() + 8);
      case FIXED32 -> new Field(number, wire, tag.end() + 4);
      case BYTES -> {
        Varint length = Varint.read(block, tag.end());
        yield length.value() < 0
            ? Field.MALFORMED
            : new Field(number, wire, length.end() + length.value());
      }
      case OTHER -> Field.MALFORMED;
    };
  }

  /** Why an outline ends. */
  enum End {
    /** The message's own end. */
    COMPLETE,
    /** The last field reaches beyond the data. */
    CUT,
    /** What follows is no field. */
    MALFORMED,
    /** There are more fields than are looked at. */
    MANY
  }

  /** How a field's value is written. */
  enum Wire {
    VARINT,
    FIXED64,
    BYTES,
    FIXED32,
    /** Groups, which Core ML never used, and numbers without a meaning. */
    OTHER;

    static Wire of(int number) {
      return switch (number) {
        case 0 -> VARINT;
        case 1 -> FIXED64;
        case 2 -> BYTES;
        case 5 -> FIXED32;
        default -> OTHER;
      };
    }
  }

  /**
   * One field.
   *
   * @param end the position after its value
   */
  record Field(int number, Wire wire, long end) {

    static final Field MALFORMED = new Field(0, Wire.OTHER, 0);
  }

  /**
   * A number of variable length.
   *
   * @param end the position after it
   */
  private record Varint(long value, long end) {

    static Varint read(DataBlock block, long position) throws IOException {
      int available = (int) Math.min(MAXIMUM_VARINT, block.size() - position);
      if (available <= 0) {
        throw new EOFException("No number at position " + position);
      }
      var bytes = block.read(position, available);
      long value = 0;
      for (int i = 0; i < available; i++) {
        byte next = bytes.get(i);
        value |= (next & 0x7FL) << (7 * i);
        if (next >= 0) {
          return new Varint(value, position + i + 1);
        }
      }
      if (available < MAXIMUM_VARINT) {
        throw new EOFException("The number at position " + position + " does not end");
      }
      return new Varint(-1, position + available);
    }
  }
}
