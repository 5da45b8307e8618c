package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads others' models, which lie outside the repository. */
class RealModelsTests {

  private static final Path MODELS =
      Path.of(System.getProperty("ane-oracle.shared", "../shared"), "models");

  @BeforeEach
  void needsTheModels() {
    assumeTrue(Files.isDirectory(MODELS), "No shared models at " + MODELS.toAbsolutePath());
  }

  @Test
  void readsEveryGoodModel() throws Exception {
    List<Path> bundles = bundles(false);
    assertThat(bundles).hasSizeGreaterThan(60);
    for (Path bundle : bundles) {
      Model model = new ModelReader().read(bundle);
      assertThat(model.type()).as(bundle.toString()).isNotNull();
    }
  }

  @Test
  void refusesEveryBadModel() throws Exception {
    List<Path> bundles = bundles(true);
    assertThat(bundles).hasSizeGreaterThan(7);
    for (Path bundle : bundles) {
      assertThatExceptionOfType(CoreMlFormatException.class)
          .as(bundle.toString())
          .isThrownBy(() -> new ModelReader().read(bundle));
    }
  }

  @Test
  void infersTheShapesThatNetworksDeclareForTheirOutputs() throws Exception {
    int compared = 0;
    for (Path bundle : bundles(false)) {
      Model model = new ModelReader().read(bundle);
      if (model.body() instanceof ModelBody.Network(Graph graph)) {
        Map<String, Shape> shapes = shapes(graph);
        for (Feature feature : model.outputs()) {
          Shape inferred = shapes.getOrDefault(feature.name(), Shape.unknown());
          if (feature.type() instanceof Feature.MultiArray array
              && !array.shape().isEmpty()
              && inferred.fullyKnown()) {
            assertThat(withoutOnes(inferred.dimensions()))
                .as(bundle + " " + feature.name())
                .isEqualTo(withoutOnes(array.shape()));
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(8);
  }

  @Test
  void infersKnownBlobs() throws Exception {
    assertThat(shapes(network("mnist-classifier/MNISTClassifier.mlmodel")))
        .containsEntry("labelProbabilities", Shape.of(1, 1, 10, 1, 1));
    assertThat(shapes(network("deeplabv3-int8lut/DeepLabV3Int8LUT.mlmodel")))
        .containsEntry("logits/semantic/BiasAdd:0", Shape.of(1, 1, 21, 65, 65));
    assertThat(shapes(network("tinygrad-ane-add/test.mlmodel")))
        .containsEntry("probs", Shape.of(1, 1, 64, 1, 1));
  }

  private static Graph network(String file) throws Exception {
    return ((ModelBody.Network) new ModelReader().read(MODELS.resolve(file)).body()).graph();
  }

  private static Map<String, Shape> shapes(Graph graph) {
    Map<String, Shape> shapes = new HashMap<>();
    graph.inputs().forEach(input -> shapes.put(input.name(), input.shape()));
    for (Operation operation : graph.operations()) {
      operation.outputs().forEach(output -> shapes.put(output.name(), output.shape()));
    }
    return shapes;
  }

  /** Core ML drops sizes of one between a blob of rank 5 and the declared feature. */
  private static List<Long> withoutOnes(List<Long> sizes) {
    return sizes.stream().filter(size -> size != 1).toList();
  }

  private static List<Path> bundles(boolean bad) throws IOException {
    List<Path> bundles = new ArrayList<>();
    try (Stream<Path> folders = Files.list(MODELS)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        if (folder.getFileName().toString().startsWith("bad-") == bad) {
          try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(RealModelsTests::isBundle).forEach(bundles::add);
          }
        }
      }
    }
    return bundles;
  }

  private static boolean isBundle(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".mlmodel") || name.endsWith(".mlpackage") || name.endsWith(".mlmodelc");
  }
}
