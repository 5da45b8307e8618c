package dev.aneoracle.coreml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads what a compiled bundle ({@code .mlmodelc}) tells of itself. Its format is Apple's own and
 * not published, so every file in it is optional: {@code metadata.json}, which Xcode shows, {@code
 * model.mil} and {@code model.espresso.net}, which hold the graph, folders {@code model0} and on,
 * which are a pipeline's stages, and {@code coremldata.bin}, which begins with the kind of model.
 */
final class CompiledReader {

  private static final int NESTING_LIMIT = 16;

  private final Budget budget = new Budget();

  Model read(Path bundle) throws CoreMlFormatException, IOException {
    return read(bundle, 0);
  }

  private Model read(Path folder, int depth) throws CoreMlFormatException, IOException {
    budget.takeModel();
    if (!Files.isDirectory(folder) || depth > NESTING_LIMIT) {
      throw new CoreMlFormatException(folder.getFileName() + " is not a compiled model");
    }
    List<String> warnings = new ArrayList<>();
    ModelType type = CompiledHeader.type(folder, warnings);
    Path metadataFile = folder.resolve("metadata.json");
    if (Files.isRegularFile(metadataFile)) {
      CompiledMetadata metadata = CompiledMetadata.read(metadataFile);
      ModelType known = metadata.type() == ModelType.COMPILED_UNKNOWN ? type : metadata.type();
      ModelBody body = body(folder, known, metadata.operationTypes(), depth);
      return metadata
          .face()
          .model(known, metadata.specificationVersion(), metadata.updatable(), body, warnings);
    }
    if (type == ModelType.COMPILED_UNKNOWN && isProgram(folder)) {
      type = ModelType.ML_PROGRAM;
    }
    ModelBody body = body(folder, type, Map.of(), depth);
    if (body instanceof ModelBody.Opaque && type == ModelType.COMPILED_UNKNOWN) {
      throw new CoreMlFormatException(
          folder.getFileName() + " holds none of the files that a compiled model has");
    }
    return ModelInterface.empty().model(type, 0, false, body, warnings);
  }

  private ModelBody body(
      Path folder, ModelType type, Map<String, Integer> operationTypes, int depth)
      throws CoreMlFormatException, IOException {
    if (!operationTypes.isEmpty()) {
      return new ModelBody.Compiled(operationTypes);
    }
    Path network = folder.resolve("model.espresso.net");
    if (Files.isRegularFile(network)) {
      return new ModelBody.Compiled(EspressoNetwork.layerTypes(network));
    }
    if (isProgram(folder)) {
      return new ModelBody.Compiled(MilText.operationTypes(folder.resolve("model.mil")));
    }
    List<ModelBody.Stage> stages = new ArrayList<>();
    for (Path stage = folder.resolve("model0");
        Files.isDirectory(stage);
        stage = folder.resolve("model" + stages.size())) {
      stages.add(new ModelBody.Stage(String.valueOf(stage.getFileName()), read(stage, depth + 1)));
    }
    if (!stages.isEmpty()) {
      return new ModelBody.Pipeline(stages);
    }
    return switch (type) {
      case ML_PROGRAM, NEURAL_NETWORK, NEURAL_NETWORK_CLASSIFIER, NEURAL_NETWORK_REGRESSOR ->
          new ModelBody.Compiled(Map.of());
      default -> new ModelBody.Opaque();
    };
  }

  private static boolean isProgram(Path folder) {
    return Files.isRegularFile(folder.resolve("model.mil"));
  }
}
