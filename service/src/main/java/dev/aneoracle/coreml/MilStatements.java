package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.MilArgument;
import dev.aneoracle.coreml.spec.MilBlock;
import dev.aneoracle.coreml.spec.MilInput;
import dev.aneoracle.coreml.spec.MilNamedValue;
import dev.aneoracle.coreml.spec.MilNamedValueType;
import dev.aneoracle.coreml.spec.MilOperation;
import dev.aneoracle.coreml.spec.MilValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads statements written in text, {@code tensor<fp16, [1]> y = add(x = a, y = b)[name = …];},
 * into operations of the specification. Blocks of control flow follow the operation, each with its
 * inputs in parentheses or without.
 */
final class MilStatements {

  private final MilLexer lexer;
  private final MilAllowance allowance;
  private final MilTextTypes types;
  private final MilTextValues values;

  MilStatements(MilLexer lexer) {
    this.lexer = lexer;
    this.allowance = new MilAllowance();
    this.types = new MilTextTypes(lexer, allowance);
    this.values = new MilTextValues(lexer, types, allowance);
  }

  /** Reads one statement of a function. */
  MilOperation operation() throws CoreMlFormatException, IOException {
    allowance.begin();
    return nested();
  }

  private MilOperation nested() throws CoreMlFormatException, IOException {
    allowance.take(0);
    MilOperation.Builder operation = MilOperation.newBuilder();
    if (lexer.at('(')) {
      operation.addAllOutputs(parameters());
      lexer.expect('=');
      operation.setType(lexer.takeWord("an operation"));
    } else {
      String first = lexer.takeWord("a statement");
      if (lexer.at('(')) {
        // an operation without outputs, such as one that only writes a state
        operation.setType(first);
      } else {
        operation.addOutputs(named(types.readNamed(first)));
        while (lexer.skip(',')) {
          operation.addOutputs(named(types.read()));
        }
        lexer.expect('=');
        operation.setType(lexer.takeWord("an operation"));
      }
    }
    arguments(operation);
    operation.addAllAttributes(attributes());
    while (!lexer.skip(';')) {
      if (!lexer.at('{') && !lexer.at('(') && lexer.kind() != MilLexer.Kind.WORD) {
        throw lexer.unexpected("';' or a block");
      }
      operation.addBlocks(block());
    }
    return operation.build();
  }

  /** Reads names in parentheses, with their types; a block's inputs may do without. */
  List<MilNamedValueType> parameters() throws CoreMlFormatException, IOException {
    List<MilNamedValueType> parameters = new ArrayList<>();
    lexer.expect('(');
    while (!lexer.at(')')) {
      String word = lexer.takeWord("a type");
      if (lexer.at(',') || lexer.at(')')) {
        allowance.take(word.length());
        parameters.add(MilNamedValueType.newBuilder().setName(word).build());
      } else {
        parameters.add(named(types.readNamed(word)));
      }
      if (!lexer.at(')')) {
        lexer.expect(',');
      }
    }
    lexer.expect(')');
    return parameters;
  }

  /** Reads attributes in brackets, or none. */
  List<MilNamedValue> attributes() throws CoreMlFormatException, IOException {
    List<MilNamedValue> attributes = new ArrayList<>();
    if (!lexer.skip('[')) {
      return attributes;
    }
    while (!lexer.at(']')) {
      String key = lexer.takeWord("an attribute");
      allowance.take(key.length());
      lexer.expect('=');
      attributes.add(MilNamedValue.newBuilder().setKey(key).setValue(values.read()).build());
      if (!lexer.at(']')) {
        lexer.expect(',');
      }
    }
    lexer.expect(']');
    return attributes;
  }

  /** Reads what follows a block's closing brace: {@code -> (y, z)}. */
  List<String> results() throws CoreMlFormatException, IOException {
    List<String> results = new ArrayList<>();
    if (!lexer.atArrow()) {
      return results;
    }
    lexer.advance();
    lexer.expect('(');
    while (!lexer.at(')')) {
      results.add(name());
      if (!lexer.at(')')) {
        lexer.expect(',');
      }
    }
    lexer.expect(')');
    return results;
  }

  private MilBlock block() throws CoreMlFormatException, IOException {
    lexer.enter();
    MilBlock.Builder block = MilBlock.newBuilder();
    if (lexer.kind() == MilLexer.Kind.WORD) {
      name();
    }
    if (lexer.at('(')) {
      block.addAllInputs(parameters());
      attributes();
    }
    lexer.expect('{');
    while (!lexer.skip('}')) {
      block.addOperations(nested());
    }
    block.addAllOutputs(results());
    // blocks may stand apart by a comma
    lexer.skip(',');
    lexer.leave();
    return block.build();
  }

  private void arguments(MilOperation.Builder operation) throws CoreMlFormatException, IOException {
    lexer.expect('(');
    while (!lexer.at(')')) {
      String key = lexer.takeWord("a parameter");
      allowance.take(key.length());
      lexer.expect('=');
      MilArgument.Builder argument = MilArgument.newBuilder();
      if (lexer.skip('(')) {
        while (!lexer.at(')')) {
          argument.addArguments(binding());
          if (!lexer.at(')')) {
            lexer.expect(',');
          }
        }
        lexer.expect(')');
      } else {
        argument.addArguments(binding());
      }
      operation.addInputs(MilInput.newBuilder().setKey(key).setValue(argument));
      if (!lexer.at(')')) {
        lexer.expect(',');
      }
    }
    lexer.expect(')');
  }

  /** Reads the name of a value, or a constant in place, which its type tells apart. */
  private MilArgument.Binding binding() throws CoreMlFormatException, IOException {
    String word = lexer.takeWord("a value");
    allowance.take(word.length());
    return lexer.at('<') || lexer.at('(')
        ? MilArgument.Binding.newBuilder().setValue(values.readTyped(types.readNamed(word))).build()
        : MilArgument.Binding.newBuilder().setName(word).build();
  }

  private MilNamedValueType named(MilValueType type) throws CoreMlFormatException, IOException {
    return MilNamedValueType.newBuilder().setType(type).setName(name()).build();
  }

  private String name() throws CoreMlFormatException, IOException {
    String name = lexer.takeWord("a name");
    allowance.take(name.length());
    return name;
  }
}
