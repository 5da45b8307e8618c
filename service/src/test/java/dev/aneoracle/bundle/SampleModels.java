package dev.aneoracle.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Small models made for tests. */
final class SampleModels {

  static final String MANIFEST = "Manifest.json";

  static final String MODEL = "Data/com.apple.CoreML/model.mlmodel";

  static final String WEIGHTS = "Data/com.apple.CoreML/weights/weight.bin";

  private SampleModels() {}

  static byte[] mlmodel() {
    var model = new ByteArrayOutputStream();
    model.writeBytes(new byte[] {0x08, 4}); // specificationVersion: 4
    model.writeBytes(new byte[] {0x12, 3, 0x0A, 1, 0}); // description
    model.writeBytes(new byte[] {(byte) 0xA2, 0x1F, 100}); // neuralNetwork
    model.writeBytes(new byte[100]);
    return model.toByteArray();
  }

  /** Returns the first bytes of a model of the given size; zeros may follow. */
  static byte[] startOfLarge(int size) {
    int rest = size - 5;
    return new byte[] {
      0x12, // description, with a length in four bytes
      (byte) (rest | 0x80),
      (byte) (rest >> 7 | 0x80),
      (byte) (rest >> 14 | 0x80),
      (byte) (rest >> 21)
    };
  }

  static SequencedMap<String, byte[]> mlpackage() {
    var files = new LinkedHashMap<String, byte[]>();
    files.put(MANIFEST, manifest());
    files.put(MODEL, mlmodel());
    files.put(WEIGHTS, text("weights"));
    return files;
  }

  static Map<String, byte[]> mlmodelc() {
    var files = new LinkedHashMap<String, byte[]>();
    files.put("coremldata.bin", text("data"));
    files.put("metadata.json", text("[]"));
    files.put("model.mil", text("program(1.0) {}"));
    files.put("analytics/coremldata.bin", text("more"));
    return files;
  }

  static byte[] manifest() {
    return text(
        """
        {"fileFormatVersion": "1.0.0",
         "itemInfoEntries": {
           "M": {"author": "com.apple.CoreML", "path": "com.apple.CoreML/model.mlmodel"},
           "W": {"author": "com.apple.CoreML", "path": "com.apple.CoreML/weights"}},
         "rootModelIdentifier": "M"}
        """);
  }

  static byte[] lfsPointer() {
    return text(
        """
        version https://git-lfs.github.com/spec/v1
        oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
        size 12345
        """);
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Puts all files into a directory. */
  static Map<String, byte[]> in(String directory, Map<String, byte[]> files) {
    var moved = new LinkedHashMap<String, byte[]>();
    files.forEach((path, bytes) -> moved.put(directory + "/" + path, bytes));
    return moved;
  }

  static Map<String, byte[]> with(Map<String, byte[]> files, String path, byte[] bytes) {
    var more = new LinkedHashMap<>(files);
    more.put(path, bytes);
    return more;
  }

  static Map<String, byte[]> without(Map<String, byte[]> files, String path) {
    var fewer = new LinkedHashMap<>(files);
    fewer.remove(path);
    return fewer;
  }
}
