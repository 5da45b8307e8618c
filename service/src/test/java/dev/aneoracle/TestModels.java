package dev.aneoracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes the smallest models that mean something, byte by byte. */
public final class TestModels {

  private static final int DOUBLE = 65600;

  private TestModels() {}

  /**
   * Returns a neural network that adds two vectors of 64 numbers; the name makes its digest its
   * own.
   */
  public static byte[] add(String layerName) {
    return message(
            model -> {
              model.writeInt32(1, 1);
              model.writeBytes(2, description());
              model.writeBytes(500, network(layerName));
            })
        .toByteArray();
  }

  private static ByteString description() {
    return message(description -> {
      description.writeBytes(1, vector("image"));
      description.writeBytes(1, vector("image2"));
      description.writeBytes(10, vector("probs"));
    });
  }

  private static ByteString vector(String name) {
    ByteString array =
        message(multiArray -> {
          multiArray.writeInt64(1, 64);
          multiArray.writeEnum(2, DOUBLE);
        });
    return message(feature -> {
      feature.writeString(1, name);
      feature.writeBytes(3, message(type -> type.writeBytes(5, array)));
    });
  }

  private static ByteString network(String layerName) {
    ByteString layer =
        message(add -> {
          add.writeString(1, layerName);
          add.writeString(2, "image");
          add.writeString(2, "image2");
          add.writeString(3, "probs");
          add.writeBytes(230, ByteString.EMPTY);
        });
    return message(network -> network.writeBytes(1, layer));
  }

  private static ByteString message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.writeTo(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  /** Writes the fields of one message. */
  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }
}
