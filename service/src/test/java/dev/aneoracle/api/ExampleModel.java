package dev.aneoracle.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The models under {@code examples/}. */
enum ExampleModel {
  CLASSIFIER(
      "TinyClassifier.mlmodel",
      "sha256:816eafc30ca75a415028dd1f820ee78092bddacb570829b7e0ab4a2a13481cb8"),
  PROGRAM(
      "TinyProgram.mlpackage.zip",
      "sha256:fc5932744b6c7f98a6714e8eb2d096eff23761420b416ea80bf2fe295c7daee2");

  private final String fileName;
  private final String digest;

  ExampleModel(String fileName, String digest) {
    this.fileName = fileName;
    this.digest = digest;
  }

  String fileName() {
    return fileName;
  }

  String digest() {
    return digest;
  }

  Path path() {
    return Path.of("..", "examples", fileName);
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
