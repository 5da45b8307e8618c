package dev.aneoracle.coreml;

import dev.aneoracle.coreml.spec.ModelDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the specification's Model message (coremltools {@code mlmodel/format/Model.proto}). The
 * kind is found by a scan of the fields, because our own specification declares only few bodies.
 */
final class SpecificationReader {

  private static final int SPECIFICATION_VERSION = 1;
  private static final int DESCRIPTION = 2;
  private static final int IS_UPDATABLE = 10;
  private static final int FIRST_KIND = 200;
  private static final int NESTING_LIMIT = 16;

  private static final Map<Integer, ModelType> KINDS =
      Arrays.stream(ModelType.values())
          .filter(type -> type.field() > 0)
          .collect(Collectors.toMap(ModelType::field, Function.identity()));

  private final Budget budget;
  private final Pruner pruner;
  private final WeightFiles weightFiles;

  SpecificationReader(Budget budget, WeightFiles weightFiles) {
    this.budget = budget;
    this.pruner = new Pruner(budget);
    this.weightFiles = weightFiles;
  }

  Model read(Wire model) throws CoreMlFormatException {
    return read(model, 0);
  }

  private Model read(Wire model, int depth) throws CoreMlFormatException {
    budget.takeModel();
    if (depth > NESTING_LIMIT) {
      throw new CoreMlFormatException(
          "Pipelines are nested more than " + NESTING_LIMIT + " deep in the model");
    }
    int version = 0;
    boolean updatable = false;
    ModelInterface face = ModelInterface.empty();
    ModelType type = null;
    Wire content = null;
    int unknownKind = 0;
    while (model.next()) {
      switch (model.field()) {
        case SPECIFICATION_VERSION -> version = (int) model.varint();
        case IS_UPDATABLE -> updatable = model.varint() != 0;
        case DESCRIPTION -> face = readInterface(model.message());
        default -> {
          ModelType found = KINDS.get(model.field());
          if (found != null && type != null) {
            throw new CoreMlFormatException(
                "The model is of two kinds at once, " + type.label() + " and " + found.label());
          }
          if (found != null) {
            type = found;
            content = model.message();
          } else if (model.field() >= FIRST_KIND && model.is(Wire.LENGTH_DELIMITED)) {
            unknownKind = model.field();
          }
        }
      }
    }
    if (type == null || content == null) {
      throw noKind(unknownKind);
    }
    List<String> warnings = new ArrayList<>();
    ModelBody body = readBody(type, content, version, face, warnings, depth);
    return face.model(type, version, updatable, body, warnings);
  }

  private ModelInterface readInterface(Wire description) throws CoreMlFormatException {
    return InterfaceReader.read(
        pruner.parse(description, ModelDescription.getDescriptor(), ModelDescription.parser()));
  }

  private ModelBody readBody(
      ModelType type,
      Wire content,
      int version,
      ModelInterface face,
      List<String> warnings,
      int depth)
      throws CoreMlFormatException {
    return switch (type) {
      case NEURAL_NETWORK, NEURAL_NETWORK_CLASSIFIER, NEURAL_NETWORK_REGRESSOR ->
          new ModelBody.Network(new NetworkReader(budget).read(content, face));
      case ML_PROGRAM -> readProgram(content, version, face, warnings);
      case PIPELINE -> readPipeline(content, depth);
      case PIPELINE_CLASSIFIER, PIPELINE_REGRESSOR -> readPipeline(onlyMessage(content), depth);
      default -> new ModelBody.Opaque();
    };
  }

  private ModelBody readProgram(
      Wire content, int version, ModelInterface face, List<String> warnings)
      throws CoreMlFormatException {
    try {
      ProgramReader reader = new ProgramReader(budget);
      ModelBody.Program program = reader.read(content, face.defaultFunction());
      warnings.addAll(weightFiles.check(reader.weightFiles()));
      return program;
    } catch (CoreMlFormatException e) {
      throw new CoreMlFormatException(
          "The ML Program (specification version "
              + version
              + ") does not fit the released format, as those of pre-release converters do not: "
              + e.getMessage(),
          e);
    }
  }

  private ModelBody readPipeline(Wire pipeline, int depth) throws CoreMlFormatException {
    List<Model> models = new ArrayList<>();
    List<String> names = new ArrayList<>();
    while (pipeline.next()) {
      switch (pipeline.field()) {
        case 1 -> models.add(read(pipeline.message(), depth + 1));
        case 2 -> {
          budget.takeField(pipeline.length());
          names.add(pipeline.text());
        }
        default -> {}
      }
    }
    List<ModelBody.Stage> stages = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      stages.add(new ModelBody.Stage(i < names.size() ? names.get(i) : "", models.get(i)));
    }
    return new ModelBody.Pipeline(stages);
  }

  /** A pipeline classifier or regressor is a message around a pipeline. */
  private static Wire onlyMessage(Wire wrapper) throws CoreMlFormatException {
    Wire found = null;
    while (wrapper.next()) {
      if (wrapper.field() == 1) {
        found = wrapper.message();
      }
    }
    if (found == null) {
      throw new CoreMlFormatException("The pipeline model holds no pipeline");
    }
    return found;
  }

  private static CoreMlFormatException noKind(int unknownKind) {
    return unknownKind == 0
        ? new CoreMlFormatException(
            "The specification does not say what kind of model it holds: no field of its Type"
                + " choice is set")
        : new CoreMlFormatException(
            "The model is of a kind that is not known here: field "
                + unknownKind
                + " of the specification's Model message");
  }
}
