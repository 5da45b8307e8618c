package dev.aneoracle.coreml;

import com.google.protobuf.MessageLite;
import dev.aneoracle.coreml.spec.MilNamedValueType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the {@code model.mil} of a compiled ML Program, its text form. It has no published grammar;
 * what is read here are the forms of the compiler's versions from 2021 to 2025. Each statement is
 * made an operation of the specification, so that a compiled program becomes the graph that its
 * package becomes.
 */
final class MilTextReader {

  private final Budget budget;
  private final MilVocabulary vocabulary;
  private final Set<String> weightFiles = new LinkedHashSet<>();

  MilTextReader(Budget budget) {
    this.budget = budget;
    this.vocabulary = new MilVocabulary(budget);
  }

  /** Returns the weight files that the program named, after it has been read. */
  Set<String> weightFiles() {
    return weightFiles;
  }

  /** Reads the program; the default function is the one named, or where none is, the main one. */
  ModelBody.Program read(InputStream in, String defaultFunction)
      throws CoreMlFormatException, IOException {
    MilLexer lexer = new MilLexer(in);
    MilStatements statements = new MilStatements(lexer);
    expectWord(lexer, "program");
    lexer.expect('(');
    if (lexer.kind() != MilLexer.Kind.NUMBER) {
      throw lexer.unexpected("the version of the language");
    }
    lexer.advance();
    lexer.expect(')');
    statements.attributes();
    lexer.expect('{');
    List<Graph> functions = new ArrayList<>();
    while (!lexer.skip('}')) {
      functions.add(function(lexer, statements));
    }
    if (lexer.kind() != MilLexer.Kind.END) {
      throw lexer.unexpected("the end of the file");
    }
    if (functions.isEmpty()) {
      throw lexer.malformed("the program has no function");
    }
    return new ModelBody.Program(
        functions, ProgramReader.defaultFunction(functions, defaultFunction));
  }

  private Graph function(MilLexer lexer, MilStatements statements)
      throws CoreMlFormatException, IOException {
    expectWord(lexer, "func");
    budget.takeFunction();
    String name = lexer.takeWord("a function's name");
    budget.takeField(name.length());
    if (lexer.skip('<')) {
      lexer.takeWord("an operation set");
      lexer.expect('>');
    }
    MilBlockReader reader = new MilBlockReader(budget, vocabulary, weightFiles);
    List<Tensor> inputs = new ArrayList<>();
    for (MilNamedValueType input : statements.parameters()) {
      inputs.add(reader.tensor(wire(input)));
    }
    statements.attributes();
    lexer.expect('{');
    List<Operation> operations = new ArrayList<>();
    while (!lexer.skip('}')) {
      reader.read(wire(statements.operation()), operations.size()).ifPresent(operations::add);
    }
    List<String> outputs = statements.results();
    for (String output : outputs) {
      budget.takeField(output.length());
    }
    lexer.skip(';');
    return new Graph(name, Graph.Layout.EXACT, inputs, outputs, operations);
  }

  /** The bytes that the specification writes the same in. */
  private static Wire wire(MessageLite message) {
    return Wire.of(message.toByteString().asReadOnlyByteBuffer());
  }

  private static void expectWord(MilLexer lexer, String word)
      throws CoreMlFormatException, IOException {
    if (!lexer.atWord(word)) {
      throw lexer.unexpected("'" + word + "'");
    }
    lexer.advance();
  }
}
