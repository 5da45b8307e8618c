package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.coreml.spec.NeuralNetworkLayer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes by layer kind. Most examples are those that the specification's comments give. */
class ShapeRulesTests {

  private static final Set<String> WITHOUT_RULE =
      Set.of("branch", "custom", "loop", "loopBreak", "loopContinue");

  @Test
  void everyLayerKindButControlFlowAndCustomHasARule() {
    List<String> missing =
        NeuralNetworkLayer.getDescriptor().getOneofs().getFirst().getFields().stream()
            .map(field -> field.getName())
            .filter(kind -> !ShapeRules.covers(kind))
            .toList();
    assertThat(missing).containsExactlyInAnyOrderElementsOf(WITHOUT_RULE);
  }

  // kind | inputs | parameters | expected outputs
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "convolution|1 1 3 224 224|outputChannels=32 kernelSize=3,3 stride=2,2 paddingType='same'|1 1 32 112 112",
        "convolution|1 1 3 142 142|outputChannels=32 kernelSize=3,3 paddingType='valid'|1 1 32 140 140",
        "convolution|1 3 10 10|outputChannels=8 kernelSize=3,3 dilationFactor=2,2 paddingType='valid' paddingAmounts=2,2,2,2|1 8 10 10",
        "convolution|1 3 10 12|outputChannels=8 kernelSize=3,5 stride=2,3 paddingType='valid' paddingAmounts=1,0,2,1|1 8 5 4",
        "convolution|1 1 8 7 7|outputChannels=4 kernelSize=4,4 stride=2,2 isDeconvolution=true paddingType='valid' paddingAmounts=1,1,1,1|1 1 4 14 14",
        "convolution|1 1 8 7 7|outputChannels=4 kernelSize=4,4 stride=2,2 isDeconvolution=true paddingType='same'|1 1 4 14 14",
        "convolution|1 1 8 7 7|outputChannels=4 kernelSize=4,4 stride=2,2 isDeconvolution=true outputShape=15,16 paddingType='valid'|1 1 4 15 16",
        "convolution|1 1 8 2 2|outputChannels=4 kernelSize=3,3 paddingType='valid'|?",
        "convolution|1 1 8 7 7|outputChannels=4 kernelSize=3,3|1 1 4 -1 -1",
        "convolution|8 7 7|outputChannels=4 kernelSize=3,3 paddingType='same'|?",
        "convolution3d|1 3 3 8 8|outputChannels=2 kernelDepth=3 kernelHeight=3 kernelWidth=3 strideDepth=2 strideHeight=2 strideWidth=2 paddingType='SAME'|1 2 2 4 4",
        "convolution3d|1 3 5 8 8|outputChannels=2 kernelDepth=3 kernelHeight=3 kernelWidth=3 strideDepth=1 strideHeight=1 strideWidth=1 dilationDepth=1 dilationHeight=1 dilationWidth=1 paddingType='VALID'|1 2 3 6 6",
        "pooling|1 1 64 112 112|kernelSize=3,3 stride=2,2 paddingType='same'|1 1 64 56 56",
        "pooling|1 1 64 113 113|kernelSize=3,3 stride=2,2 paddingType='includeLastPixel' paddingAmounts=0,0|1 1 64 56 56",
        "pooling|1 1 64 112 112|kernelSize=3,3 stride=2,2 paddingType='includeLastPixel' paddingAmounts=0,0|1 1 64 56 56",
        "pooling|1 1 64 7 7|kernelSize=2,2 stride=2,2 paddingType='includeLastPixel' paddingAmounts=1,1|1 1 64 4 4",
        "pooling|1 1 64 7 7|kernelSize=2,2 stride=2,2 paddingType='valid'|1 1 64 3 3",
        "pooling|1 1 64 7 9|globalPooling=true|1 1 64 1 1",
        "pooling3d|1 1 2 3 3|kernelDepth=2 kernelHeight=2 kernelWidth=2 strideDepth=1 strideHeight=1 strideWidth=1 paddingType='VALID'|1 1 1 2 2",
        "globalPooling3d|1 1 2 3 3|-|1 1 1 1 1",
        "innerProduct|1 1 64 1 1|outputChannels=10|1 1 10 1 1",
        "innerProduct|5 64|outputChannels=10|5 10",
        "innerProduct|2 4 4 4|outputChannels=10|2 10 1 1",
        "batchedMatmul|7 3 4;1 4 5|-|7 3 5",
        "batchedMatmul|7 4 3;7 5 4|transposeA=true transposeB=true|7 3 5",
        "batchedMatmul|4;4 5|-|1 5",
        "batchedMatmul|2 3 4|weightMatrixSecondDimension=9|2 3 9",
        "embedding|6 1 1 1|outputChannels=20|6 20 1 1",
        "embeddingND|6 2 1|embeddingSize=20|6 2 20",
        "add|1 1 8 4 4;1 1 8 1 1|-|1 1 8 4 4",
        "multiply|1 1 1 1 1;1 1 8 4 4|-|1 1 8 4 4",
        "addBroadcastable|3 1;5 1 4|-|5 3 4",
        "addBroadcastable|3 2;5 3 4|-|?",
        "whereBroadcastable|2;1 2;3 1|-|3 2",
        "dot|1 8 1 1;1 8 1 1|-|1 1 1 1",
        "activation|1 2 3|-|1 2 3",
        "flatten|1 1 8 4 4|-|1 1 128 1 1",
        "permute|9 1 2 3 4|axis=0,3,1,2|9 1 4 2 3",
        "permute|9 1 2 3 4|axis=3,1,2,0|4 1 2 3 9",
        "reshape|1 1 8 4 4|targetShape=128,1,1|1 1 128 1 1",
        "reshape|1 1 8 4 4|targetShape=4,32,1,1|4 1 32 1 1",
        "reshape|1 1 8 4 4|targetShape=100,1,1|?",
        "reorganizeData|1 8 1 2|mode='DEPTH_TO_SPACE' blockSize=2|1 2 2 4",
        "reorganizeData|1 8 4 6|mode='SPACE_TO_DEPTH' blockSize=2|1 32 2 3",
        "slice|1 1 8 4 10|axis='WIDTH_AXIS' startIndex=1 endIndex=-1 stride=2|1 1 8 4 4",
        "crop|1 1 8 10 10|cropAmounts=1,2,3,4|1 1 8 7 3",
        "crop|1 1 8 10 10;1 1 3 4 5|-|1 1 8 4 5",
        "padding|1 3 4|paddingAmounts=2,0,2,0|1 5 6",
        "upsample|1 8 4 5|scalingFactor=2,3|1 8 8 15",
        "upsample|1 8 4 5|fractionalScalingFactor=1.5,1.5|1 8 6 -1",
        "resizeBilinear|1 1 8 4 5|targetSize=65,66|1 1 8 65 66",
        "cropResize|1 1 8 20 20;6 1 4 1 1|targetSize=7,7|6 1 8 7 7",
        "concat|1 1 8 4 4;1 1 3 4 4|-|1 1 11 4 4",
        "concat|1 1 8 4 4;1 1 3 5 4|-|?",
        "concat|2 1 8 4 4;3 1 8 4 4|sequenceConcat=true|5 1 8 4 4",
        "concatND|3 2;3 2|axis=0|6 2",
        "concatND|3 2;?|axis=0|?",
        "stack|2 4 2;2 4 2;2 4 2|axis=-2|2 4 3 2",
        "split|1 1 8 4 4|nOutputs=2|1 1 4 4 4;1 1 4 4 4",
        "splitND|5 3 4|axis=-3 splitSizes=3,2|3 3 4;2 3 4",
        "sequenceRepeat|2 1 8 1 1|nRepetitions=3|6 1 8 1 1",
        "tile|2 4 2|reps=6|2 4 12",
        "tile|2 4 2|reps=1,2,6|2 8 12",
        "reduce|1 1 8 4 4|axis='CHW'|1 1 1 1 1",
        "reduce|1 1 8 4 4|axis='C'|1 1 1 4 4",
        "reduceMean|2 3 4|axes=-1,0 keepDims=true|1 3 1",
        "reduceSum|2 3 4|axes=1|2 4",
        "reduceMax|2 3 4|reduceAll=true|1",
        "argMax|45 34 10 5|axis=-3|45 1 10 5",
        "argMin|45 34 10 5|axis=-3 removeDim=true|45 10 5",
        "argMax|5|axis=0 removeDim=true|1",
        "topK|45 34 10 5|axis=1 K=7|45 7 10 5;45 7 10 5",
        "transpose|6 7 8 9|axes=3,1,2,0|9 7 8 6",
        "expandDims|10 5|axes=0,2|1 10 1 5",
        "expandDims|10 5|axes=-2,-1|10 5 1 1",
        "squeeze|1 10 5 1|axes=0,3|10 5",
        "squeeze|1 10 1|squeezeAll=true|10",
        "squeeze|1|axes=0|1",
        "squeeze|2 3|axes=0|?",
        "flattenTo2D|2 3 2|axis=-1|6 2",
        "flattenTo2D|3|axis=1|3 1",
        "flattenTo2D|5 2|axis=0|1 10",
        "reshapeStatic|20 10|targetShape=5,-1|5 40",
        "rankPreservingReshape|10 3 5|targetShape=25,0,-1|25 3 2",
        "constantPad|20 10 5|padAmounts=0,0,3,4,0,9|20 17 14",
        "constantPad|20 10 5|padAmounts=0,0,17,0,0,14 padToGivenOutputSizeMode=true|20 17 14",
        "sliceStatic|5 5 5|beginIds=1,2,3 beginMasks=true,false,true endIds=3,-3,2 endMasks=false,true,true strides=2,2,2|2 2 3",
        "sliceStatic|5 5 5|beginIds=1,2,3 beginMasks=true,false,true endIds=3,-3,2 endMasks=false,true,true strides=2,2,2 squeezeMasks=false,true,false|2 3",
        "sliceStatic|5|beginIds=-1 endIds=0 endMasks=true strides=-2|3",
        "sliceBySize|2 3 4;1|size=2 axis=1|2 2 4",
        "sliceDynamic|5 5;2|-|-1 -1",
        "slidingWindows|4 20 3|axis=1 windowSize=5 step=3|4 6 5 3",
        "gather|2 3 5;6 8|axis=1|2 6 8 5",
        "gatherND|5 3 2 5;2 7 3 2|-|2 7 3 2 5",
        "gatherAlongAxis|4 4 7;4 5 7|axis=1|4 5 7",
        "scatter|4 3;5 2 3;4 5 2 3|axis=1|4 3",
        "oneHot|10 23|axis=1 oneHotVectorSize=32|10 32 23",
        "loadConstant|-|shape=3,4,5|1 1 3 4 5",
        "loadConstantND|-|shape=3,4|3 4",
        "fillDynamic|3|-|-1 -1 -1",
        "getShape|3 4 5|-|3",
        "rangeStatic|-|endValue=10.0 startValue=1.0 stepSizeValue=2.0|5",
        "whereNonZero|3 3|-|-1 2",
        "categoricalDistribution|3 4|numSamples=9|3 9",
        "NonMaximumSuppression|2 90 4;2 90 5|maxBoxes=10|2 10 4;2 10 5;2 10;2",
        "uniDirectionalLSTM|7 2 16 1 1|outputVectorSize=32 sequenceOutput=true|7 2 32 1 1",
        "gru|7 2 16 1 1|outputVectorSize=32|1 2 32 1 1",
        "biDirectionalLSTM|7 2 16 1 1|outputVectorSize=32 sequenceOutput=true|7 2 64 1 1;1 2 32 1 1;1 2 32 1 1",
        "custom|1 2 3|-|?",
      })
  void infersShapes(String kind, String inputs, String parameters, String expected) {
    List<Shape> shapes = shapes(expected);
    LayerCall call =
        new LayerCall(shapes(inputs), new Parameters(attributes(parameters)), shapes.size());
    assertThat(ShapeRules.infer(kind, call)).isEqualTo(shapes);
  }

  private static List<Shape> shapes(String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(";", -1))
            .map(shape ->
                shape.equals("?")
                    ? Shape.unknown()
                    : Shape.of(
                        Arrays.stream(shape.split(" ", -1)).mapToLong(Long::parseLong).toArray()))
            .toList();
  }

  private static Map<String, Attribute> attributes(String text) {
    Map<String, Attribute> attributes = new HashMap<>();
    if (text == null) {
      return attributes;
    }
    for (String parameter : text.split(" ", -1)) {
      String[] parts = parameter.split("=", 2);
      attributes.put(parts[0], attribute(parts[1]));
    }
    return attributes;
  }

  private static Attribute attribute(String value) {
    List<String> values = List.of(value.split(","));
    if (value.startsWith("'")) {
      return new Attribute.Text(value.substring(1, value.length() - 1));
    }
    if (value.startsWith("true") || value.startsWith("false")) {
      return new Attribute.Flags(values.stream().map(Boolean::valueOf).toList());
    }
    if (value.contains(".")) {
      return new Attribute.Decimals(values.stream().map(Double::valueOf).toList());
    }
    return new Attribute.Numbers(values.stream().map(Long::valueOf).toList());
  }
}
