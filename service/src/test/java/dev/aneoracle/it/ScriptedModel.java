package dev.aneoracle.it;

import com.google.protobuf.CodedOutputStream;
import dev.aneoracle.coreml.spec.ActivationParams;
import dev.aneoracle.coreml.spec.AlphaParams;
import dev.aneoracle.coreml.spec.ArrayFeatureType;
import dev.aneoracle.coreml.spec.FeatureDescription;
import dev.aneoracle.coreml.spec.FeatureType;
import dev.aneoracle.coreml.spec.ModelDescription;
import dev.aneoracle.coreml.spec.NeuralNetwork;
import dev.aneoracle.coreml.spec.NeuralNetworkLayer;
import dev.aneoracle.coreml.spec.NoParams;
import dev.aneoracle.it.Client.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small valid network in a package that also carries what the stand-ins shall play with it. Every
 * tensor is {@code [1,3,8,8]}.
 */
final class ScriptedModel {

  private static final int VERSION = 1;
  private static final int DESCRIPTION = 2;
  private static final int NEURAL_NETWORK = 500;
  private static final int[] SHAPE = {1, 3, 8, 8};
  private static final List<Integer> EXTENT = List.of(8, 8, 1, 3, 1);

  private final String name;
  private final ModelDescription.Builder description = ModelDescription.newBuilder();
  private final NeuralNetwork.Builder network = NeuralNetwork.newBuilder();
  private final ObjectNode script = Client.JSON.createObjectNode();
  private final List<ObjectNode> segments = new ArrayList<>();
  private final ArrayNode inputs = script.putArray("inputs");
  private final ArrayNode outputs = script.putArray("outputs");
  private final ArrayNode played = script.putArray("play");

  private ScriptedModel(String name) {
    this.name = name;
  }

  static ScriptedModel named(String name) {
    return new ScriptedModel(name);
  }

  /** Returns a model of one operation from {@code x} to {@code y}. */
  static ScriptedModel simple(String name) {
    return named(name).input("x").output("y").layer("y", "x");
  }

  /** Returns a simple model with a segment that is predicted for so long. */
  static ScriptedModel slow(String name, int milliseconds) {
    return simple(name)
        .segment(List.of("x"), List.of("y"))
        .plays("predict", "slow", Map.of("ms", milliseconds));
  }

  ScriptedModel input(String feature) {
    description.addInput(feature(feature, false));
    inputs.add(described(feature));
    return this;
  }

  ScriptedModel optionalInput(String feature) {
    description.addInput(feature(feature, true));
    inputs.add(described(feature).put("optional", true));
    return this;
  }

  /** An input that the description has as an array and the stand-ins as something else. */
  ScriptedModel inputOfType(String feature, String type) {
    description.addInput(feature(feature, false));
    inputs.add(Client.JSON.createObjectNode().put("name", feature).put("type", type));
    return this;
  }

  ScriptedModel output(String feature) {
    description.addOutput(feature(feature, false));
    outputs.add(described(feature));
    return this;
  }

  /** Adds an operation of one or two inputs. */
  ScriptedModel layer(String made, String... read) {
    NeuralNetworkLayer.Builder layer =
        NeuralNetworkLayer.newBuilder().setName("make_" + made).addOutput(made);
    for (String one : read) {
      layer.addInput(one);
    }
    if (read.length == 1) {
      layer.setActivation(ActivationParams.newBuilder().setReLU(NoParams.getDefaultInstance()));
    } else {
      layer.setAdd(AlphaParams.getDefaultInstance());
    }
    network.addLayers(layer);
    return this;
  }

  /** Adds a segment that the stand-ins send to the ANE. */
  ScriptedModel segment(List<String> read, List<String> made) {
    segments.add(Client.JSON.createObjectNode());
    segments.getLast().set("inputs", extents(read));
    segments.getLast().set("outputs", extents(made));
    return this;
  }

  /** Sets a property of the segment added last. */
  ScriptedModel with(String property, Object value) {
    segments.getLast().set(property, Client.JSON.valueToTree(value));
    return this;
  }

  /** Sets a property of the script. */
  ScriptedModel script(String property, Object value) {
    script.set(property, Client.JSON.valueToTree(value));
    return this;
  }

  ScriptedModel plays(String at, String what, Map<String, Object> details) {
    return plays(at, what, Client.JSON.<JsonNode>valueToTree(details));
  }

  ScriptedModel plays(String at, String what, JsonNode details) {
    ObjectNode play = played.addObject().put("at", at).put("what", what);
    details.properties().forEach(one -> play.set(one.getKey(), one.getValue()));
    return this;
  }

  ScriptedModel plays(String at, String what) {
    return plays(at, what, Map.of());
  }

  /** Returns the zipped package as a request that waits for the end of its evaluation. */
  Upload upload() {
    return Upload.raw(zip(), name + ".mlpackage.zip").waiting();
  }

  private byte[] zip() {
    script.putArray("segments").addAll(segments);
    Map<String, byte[]> files = new TreeMap<>();
    files.put("Manifest.json", TestModels.manifest().getBytes(StandardCharsets.UTF_8));
    files.put("Data/com.apple.CoreML/model.mlmodel", specification());
    files.put("Data/com.apple.CoreML/weights/weight.bin", name.getBytes(StandardCharsets.UTF_8));
    files.put("standin.json", script.toString().getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(name + ".mlpackage/" + file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] specification() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeInt32(VERSION, 4);
      out.writeByteArray(DESCRIPTION, description.build().toByteArray());
      out.writeByteArray(NEURAL_NETWORK, network.build().toByteArray());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ObjectNode described(String feature) {
    ObjectNode described =
        Client.JSON
            .createObjectNode()
            .put("name", feature)
            .put("type", "multiArray")
            .put("dataType", "FLOAT32");
    described.set("shape", Client.JSON.valueToTree(SHAPE));
    return described;
  }

  private static ObjectNode extents(List<String> names) {
    ObjectNode extents = Client.JSON.createObjectNode();
    names.forEach(tensor -> extents.set(tensor, Client.JSON.valueToTree(EXTENT)));
    return extents;
  }

  private static FeatureDescription feature(String name, boolean optional) {
    ArrayFeatureType.Builder array =
        ArrayFeatureType.newBuilder().setDataType(ArrayFeatureType.ArrayDataType.FLOAT32);
    for (int extent : SHAPE) {
      array.addShape(extent);
    }
    return FeatureDescription.newBuilder()
        .setName(name)
        .setType(FeatureType.newBuilder().setMultiArrayType(array).setIsOptional(optional))
        .build();
  }
}
