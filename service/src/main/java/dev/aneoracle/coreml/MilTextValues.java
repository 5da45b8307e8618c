package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.MilBlobFileValue;
import dev.aneoracle.coreml.spec.MilImmediateValue;
import dev.aneoracle.coreml.spec.MilNamedValue;
import dev.aneoracle.coreml.spec.MilTensorValue;
import dev.aneoracle.coreml.spec.MilValue;
import dev.aneoracle.coreml.spec.MilValueType;
import java.io.IOException;

/**
 * Reads constants written in text, such as {@code tensor<int32, [2]>([1, 1])}, into those of the
 * specification. Of a list, tuple or dictionary only the type is kept.
 */
final class MilTextValues {

  private static final String BLOB_FILE = "BLOBFILE";

  private final MilLexer lexer;
  private final MilTextTypes types;
  private final MilAllowance allowance;

  MilTextValues(MilLexer lexer, MilTextTypes types, MilAllowance allowance) {
    this.lexer = lexer;
    this.types = types;
    this.allowance = allowance;
  }

  MilValue read() throws CoreMlFormatException, IOException {
    return readTyped(types.read());
  }

  /** Reads on after the type. */
  MilValue readTyped(MilValueType type) throws CoreMlFormatException, IOException {
    MilValue.Builder value = MilValue.newBuilder().setType(type);
    lexer.expect('(');
    lexer.enter();
    if (lexer.atWord(BLOB_FILE)) {
      value.setBlobFileValue(MilBlobFileValue.newBuilder().setFileName(readBlobFile()));
    } else {
      MilScalars scalars = new MilScalars(type.getTensorType().getDataType());
      readLiterals(scalars, ')');
      if (type.hasTensorType()) {
        MilTensorValue tensor = scalars.value();
        allowance.take(tensor.getSerializedSize());
        value.setImmediateValue(MilImmediateValue.newBuilder().setTensor(tensor));
      }
    }
    lexer.leave();
    lexer.expect(')');
    return value.build();
  }

  /** Reads elements up to the sign that closes them, those in brackets too. */
  private void readLiterals(MilScalars scalars, char close)
      throws CoreMlFormatException, IOException {
    while (!lexer.at(close)) {
      if (lexer.skip('[')) {
        readNested(scalars, ']');
      } else if (lexer.skip('(')) {
        readNested(scalars, ')');
      } else if (lexer.skip('{')) {
        readNested(scalars, '}');
      } else {
        readElement(scalars);
      }
      if (!lexer.at(close)) {
        lexer.expect(',');
      }
    }
  }

  private void readNested(MilScalars scalars, char close)
      throws CoreMlFormatException, IOException {
    lexer.enter();
    readLiterals(scalars, close);
    lexer.leave();
    lexer.expect(close);
  }

  private void readElement(MilScalars scalars) throws CoreMlFormatException, IOException {
    switch (lexer.kind()) {
      case NUMBER, TEXT -> {
        scalars.add(lexer);
        lexer.advance();
      }
      case WORD -> {
        if (lexer.atWord("true")
            || lexer.atWord("false")
            || lexer.atWord("inf")
            || lexer.atWord("nan")) {
          scalars.add(lexer);
          lexer.advance();
        } else {
          // a value with a type of its own, inside a list or dictionary
          read();
        }
      }
      case SIGN, END -> throw lexer.unexpected("a value");
    }
  }

  private String readBlobFile() throws CoreMlFormatException, IOException {
    lexer.advance();
    lexer.expect('(');
    String path = "";
    while (!lexer.at(')')) {
      String name = lexer.takeWord("a name");
      lexer.expect('=');
      MilValue value = read();
      if (name.equals("path")) {
        path = text(value);
      }
      if (!lexer.at(')')) {
        lexer.expect(',');
      }
    }
    lexer.expect(')');
    return path;
  }

  private static String text(MilValue value) throws CoreMlFormatException {
    Wire entry =
        Wire.of(
            MilNamedValue.newBuilder()
                .setValue(value)
                .build()
                .toByteString()
                .asReadOnlyByteBuffer());
    return entry.next()
            && MilConstant.read(entry).value().orElse(null) instanceof Attribute.Text(String text)
        ? text
        : "";
  }
}
