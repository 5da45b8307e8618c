package dev.aneoracle.it;

import dev.aneoracle.it.Client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The packaged service with the real helper, which runs against the stand-ins. */
record MeasuringService(ServiceProcess process, Path helper) implements AutoCloseable {

  /** A machine with an ANE on which both canaries are seen. */
  static final String MACHINE =
      """
      {"host": {"chip": "Apple M1", "model": "Macmini9,1", "osVersion": "14.5", "osBuild": "23F79",
                "aneArchitecture": "h13g", "aneCores": 16},
       "models": {
         "canary-classic.mlmodel": {
           "inputs": [{"name": "x", "type": "multiArray", "shape": [64, 256, 256], "dataType": "FLOAT32"}],
           "outputs": [{"name": "y", "type": "multiArray", "shape": [64, 256, 256], "dataType": "FLOAT32"}],
           "segments": [{"inputs": {"x": [256, 256, 1, 64, 1]}, "outputs": {"y": [256, 256, 1, 64, 1]}}]},
         "canary-program.mlpackage": {
           "inputs": [{"name": "x", "type": "multiArray", "shape": [1, 64, 256, 256], "dataType": "FLOAT32"}],
           "outputs": [{"name": "y", "type": "multiArray", "shape": [1, 64, 256, 256], "dataType": "FLOAT32"}],
           "runtime": "E5",
           "segments": [{"inputs": {"x": [256, 256, 1, 64, 1]}, "outputs": {"y": [256, 256, 1, 64, 1]}}]}}%s}
      """;

  /** Starts it on a usual machine. */
  static MeasuringService start(Path folder, String... settings)
      throws IOException, InterruptedException {
    return start(folder, NativeAgent.machine(folder, MACHINE.formatted("")), settings);
  }

  /** Starts it and returns once it is ready. */
  static MeasuringService start(Path folder, Path helper, String... settings)
      throws IOException, InterruptedException {
    return new MeasuringService(
        ServiceProcess.start(Program.quickToStart(), folder, with(helper, settings)), helper);
  }

  /** Starts it in another way on a usual machine. */
  static MeasuringService start(Program program, Path folder)
      throws IOException, InterruptedException {
    Path helper = NativeAgent.machine(folder, MACHINE.formatted(""));
    return new MeasuringService(ServiceProcess.start(program, folder, with(helper)), helper);
  }

  /** Starts it and returns once it listens: it may never be ready. */
  static MeasuringService listening(Path folder, Path helper, String... settings)
      throws IOException, InterruptedException {
    ServiceProcess process =
        ServiceProcess.launch(Program.quickToStart(), folder, with(helper, settings));
    try {
      process.awaitListening();
      return new MeasuringService(process, helper);
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  private static String[] with(Path helper, String... settings) {
    return Stream.concat(Stream.of("ane-oracle.helper.path=" + helper), Stream.of(settings))
        .toArray(String[]::new);
  }

  Client client() {
    return process.client();
  }

  /** Uploads a scripted model and returns its evaluation once that has ended. */
  JsonNode evaluate(ScriptedModel model) throws IOException {
    Reply reply = client().upload(model.upload());
    if (reply.status() != 200) {
      throw new AssertionError("The upload is answered with " + reply);
    }
    return reply.json();
  }

  /** Returns the folders of helpers that are there now. */
  List<Path> helperFolders() throws IOException {
    Path folder = process.dataDirectory().resolve("helpers");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).toList();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
