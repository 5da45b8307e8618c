package dev.aneoracle.coreml;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads what a compiled bundle ({@code .mlmodelc}) tells of itself. Its format is Apple's own and
 * not published, so every file in it is optional: {@code metadata.json}, which Xcode shows, {@code
 * model.mil} and {@code model.espresso.net}, which hold the graph, folders {@code model0} and on,
 * which are a pipeline's stages, and {@code coremldata.bin}, which begins with the kind of model
 * and its interface.
 */
final class CompiledReader {

  private static final int NESTING_LIMIT = 16;
  private static final String PROGRAM = "model.mil";
  private static final byte[] COMPRESSED = "pbze".getBytes(StandardCharsets.US_ASCII);

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
    CompiledHeader header = CompiledHeader.read(folder, budget, warnings);
    ModelType type = header.type();
    int version = header.specificationVersion();
    boolean updatable = false;
    ModelInterface face = header.face().orElse(ModelInterface.empty());
    Map<String, Integer> operationTypes = Map.of();
    Path metadataFile = folder.resolve("metadata.json");
    if (Files.isRegularFile(metadataFile)) {
      CompiledMetadata metadata = CompiledMetadata.read(metadataFile);
      type = metadata.type() == ModelType.COMPILED_UNKNOWN ? type : metadata.type();
      version = metadata.specificationVersion();
      updatable = metadata.updatable();
      face = metadata.face().orLabels(face);
      operationTypes = metadata.operationTypes();
    } else if (type == ModelType.COMPILED_UNKNOWN && isThere(folder, PROGRAM)) {
      type = ModelType.ML_PROGRAM;
    }
    ModelBody body = body(folder, type, face, operationTypes, depth, warnings);
    if (body instanceof ModelBody.Opaque && type == ModelType.COMPILED_UNKNOWN) {
      throw new CoreMlFormatException(
          folder.getFileName() + " holds none of the files that a compiled model has");
    }
    return face.model(type, version, updatable, body, warnings);
  }

  private ModelBody body(
      Path folder,
      ModelType type,
      ModelInterface face,
      Map<String, Integer> operationTypes,
      int depth,
      List<String> warnings)
      throws CoreMlFormatException, IOException {
    if (isReadable(folder, PROGRAM, warnings)) {
      return program(folder, face, warnings);
    }
    if (isReadable(folder, EspressoReader.FILE, warnings)) {
      return network(folder, face, warnings);
    }
    if (!operationTypes.isEmpty()) {
      return new ModelBody.Compiled(operationTypes);
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

  private ModelBody program(Path folder, ModelInterface face, List<String> warnings)
      throws CoreMlFormatException, IOException {
    MilTextReader reader = new MilTextReader(budget);
    try (InputStream in =
        new BufferedInputStream(Files.newInputStream(folder.resolve(PROGRAM)), 1 << 16)) {
      ModelBody.Program program = reader.read(in, face.defaultFunction());
      warnings.addAll(
          new WeightFiles(folder.toAbsolutePath().normalize()).check(reader.weightFiles()));
      return program;
    }
  }

  private ModelBody network(Path folder, ModelInterface face, List<String> warnings)
      throws CoreMlFormatException, IOException {
    EspressoShapes shapes = new EspressoShapes();
    if (isReadable(folder, EspressoShapes.FILE, warnings)) {
      try (InputStream in = Files.newInputStream(folder.resolve(EspressoShapes.FILE))) {
        shapes = EspressoShapes.read(in, budget);
      }
    } else {
      warnings.add("No shapes are known: " + EspressoShapes.FILE + " is missing or unreadable");
    }
    try (InputStream in = Files.newInputStream(folder.resolve(EspressoReader.FILE))) {
      return new ModelBody.Network(new EspressoReader(budget, shapes).read(in, face));
    }
  }

  private static boolean isThere(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  private static boolean isReadable(Path folder, String name, List<String> warnings)
      throws IOException {
    if (!isThere(folder, name)) {
      return false;
    }
    if (ForeignFormat.isGitLfsPointer(folder.resolve(name))) {
      warnings.add(name + " is a Git LFS pointer");
      return false;
    }
    if (isCompressed(folder.resolve(name))) {
      warnings.add(name + " is compressed, which is not read");
      return false;
    }
    return true;
  }

  /** LZFSE behind a header of Apple's, as the system's own models are kept. */
  private static boolean isCompressed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(COMPRESSED.length), COMPRESSED);
    }
  }
}
