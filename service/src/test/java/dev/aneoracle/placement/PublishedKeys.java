package dev.aneoracle.placement;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.placement.Verdict.Status;
import java.util.List;
import java.util.Set;

/** The segment keys that were published for the classic engine, on rebuilt networks. */
final class PublishedKeys {

  private static final Target M1 = new Target("M1", 12);

  private PublishedKeys() {}

  /**
   * A network whose key was published.
   *
   * @param target where it was seen; of an iPhone, a Mac with the system of the same year
   * @param key the one key that was seen
   * @param outside the operations that stand behind the key's outputs; all others are in it
   */
  record Case(
      String name,
      String source,
      Target target,
      Model model,
      String key,
      Status status,
      Set<String> outside) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> all() {
    return List.of(
        new Case(
            "MNIST",
            "ANEC",
            M1,
            PublishedKeysTests.mnist(),
            """
            {"isegment":0,"inputs":{"image":{"shape":[28,28,1,1,1]}},
            "outputs":{"labelProbabilities":{"shape":[1,1,1,10,1]}}}\
            """,
            Status.PARTIAL,
            Set.of()),
        new Case(
            "YOLOv3",
            "ANEC",
            M1,
            YoloNetwork.pipeline(),
            """
            {"isegment":0,"inputs":{"image":{"shape":[416,416,1,3,1]}},
            "outputs":{"raw_confidence":{"shape":[1,80,1,10647,1]},
            "raw_coordinates":{"shape":[1,4,1,10647,1]}}}\
            """,
            Status.PARTIAL,
            Set.of("nonMaximumSuppression")),
        new Case(
            "DeepLabV3",
            "ANEC",
            M1,
            PublishedKeysTests.deepLab(),
            """
            {"isegment":0,"inputs":{"image":{"shape":[513,513,1,3,1]}},
            "outputs":{"logits/semantic/BiasAdd:0":{"shape":[65,65,1,21,1]}}}\
            """,
            Status.PARTIAL,
            Set.of("ResizeBilinear_3:0", "semanticPredictions")),
        new Case(
            "superresolution",
            "ANEC",
            M1,
            SuperResolutionNetwork.network(),
            """
            {"isegment":0,"inputs":{"input_1":{"shape":[12,1280,1,720,1]}},
            "outputs":{"Identity":{"shape":[3,1280,1,720,1]}}}\
            """,
            Status.FULL,
            Set.of()),
        new Case(
            "tinygrad add",
            "TINY",
            M1,
            PublishedKeysTests.tinygradAdd(),
            """
            {"isegment":0,"inputs":{"image":{"shape":[1,1,1,64,1]},
            "image2":{"shape":[1,1,1,64,1]}},"outputs":{"probs":{"shape":[1,1,1,64,1]}}}\
            """,
            Status.FULL,
            Set.of()));
  }

  /** A key of an iPhone (chip and system not recorded), on which the rules are partly silent. */
  static Case bilateral() {
    return new Case(
        "BiSeNetV2",
        "BISE",
        new Target("M1", 15),
        BilateralNetwork.network(),
        """
        {"isegment":0,"inputs":{"img":{"shape":[1024,512,1,3,1]}},
        "outputs":{"119_argmax_out_value":{"shape":[1024,512,1,1,1]},
        "squeeze_out":{"shape":[1024,512,1,1,1]}}}\
        """,
        Status.FULL,
        Set.of());
  }
}
