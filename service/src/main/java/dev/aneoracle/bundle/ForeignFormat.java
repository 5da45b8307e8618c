package dev.aneoracle.bundle;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Formats that are not Core ML but that people send. */
enum ForeignFormat {
  HDF5("a Keras or HDF5 file", Kind.MODEL, ".h5 .hdf5"),
  TFLITE("a TensorFlow Lite file", Kind.MODEL, ".tflite"),
  NUMPY("a NumPy file", Kind.MODEL, ".npy .npz"),
  SAFETENSORS("a SafeTensors file", Kind.MODEL, ".safetensors"),
  GGUF("a GGUF file", Kind.MODEL, ".gguf"),
  PICKLE("a Python pickle, such as an old PyTorch checkpoint", Kind.MODEL, ".pt .pth .pkl"),
  PYTORCH("a PyTorch or TorchScript file", Kind.MODEL, ""),
  ONNX("an ONNX model", Kind.MODEL, ".onnx"),
  KERAS("a Keras archive", Kind.MODEL, ".keras"),
  TENSORFLOW("a TensorFlow graph", Kind.MODEL, ".pb"),
  CORE_AI("a Core AI model, which is not read here yet", Kind.LATER_MODEL, ".aimodel .aimodelc"),
  MIL("the text of a compiled model's program", Kind.PART_OF_COMPILED, ".mil"),
  BZIP2("a bzip2 file", Kind.WRAPPING, ".bz2"),
  XZ("an xz file", Kind.WRAPPING, ".xz"),
  ZSTD("a Zstandard file", Kind.WRAPPING, ".zst"),
  SEVEN_ZIP("a 7z archive", Kind.WRAPPING, ".7z"),
  RAR("a RAR archive", Kind.WRAPPING, ".rar"),
  XML("XML or HTML text", Kind.PAGE, ".xml .html"),
  JSON("JSON text", Kind.PART, ".json");

  private final String label;

  private final Kind kind;

  private final String endings;

  ForeignFormat(String label, Kind kind, String endings) {
    this.label = label;
    this.kind = kind;
    this.endings = endings;
  }

  static Optional<ForeignFormat> byContent(Head head) {
    return Stream.of(values()).filter(format -> format.matches(head)).findFirst();
  }

  /** Goes by the ending alone, which only serves to word a rejection. */
  static Optional<ForeignFormat> byName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Stream.of(values())
            .filter(format -> (format.endings + " ").contains(lower.substring(dot) + " "))
            .findFirst();
  }

  String label() {
    return label;
  }

  /** Tells whether it is a model, not just a wrapping or a text that may lie beside one. */
  boolean isModel() {
    return kind == Kind.MODEL || kind == Kind.LATER_MODEL || kind == Kind.PART_OF_COMPILED;
  }

  BundleRejectedException rejection(String name) {
    return Rejections.unsupported(name + " is " + label + ", not a Core ML model. " + kind.advice);
  }

  private boolean matches(Head head) {
    return switch (this) {
      case HDF5 -> head.startsWith("\u0089HDF");
      case TFLITE -> head.hasAt(4, "TFL3");
      case NUMPY -> head.startsWith("\u0093NUMPY");
      case SAFETENSORS -> head.hasAt(4, "\0\0\0\0{");
      case GGUF -> head.startsWith("GGUF");
      case PICKLE ->
          head.length() > 1
              && "\2\3\4\5".indexOf(head.text().charAt(1)) >= 0
              && head.startsWith("\u0080");
      case BZIP2 -> head.startsWith("BZh");
      case XZ -> head.startsWith("\u00FD7zXZ\0");
      case ZSTD -> head.startsWith("(\u00B5/\u00FD");
      case SEVEN_ZIP -> head.startsWith("7z\u00BC\u00AF'\u001C");
      case RAR -> head.startsWith("Rar!\u001A\7");
      case XML -> head.isText() && head.trimmedText().startsWith("<");
      case JSON ->
          head.isText()
              && (head.trimmedText().startsWith("{") || head.trimmedText().startsWith("["));
      case MIL -> head.isText() && head.trimmedText().startsWith("program(");
      case PYTORCH, ONNX, KERAS, TENSORFLOW, CORE_AI -> false;
    };
  }

  /** What to do about a format. */
  private enum Kind {
    MODEL(
        "Convert it to Core ML first, for example with coremltools, and send the .mlpackage as a"
            + " zip."),
    LATER_MODEL("Send the model as an .mlmodel, or as a zip of an .mlpackage or .mlmodelc."),
    WRAPPING("Send the model as a zip, tar or tar.gz."),
    PAGE(
        "If it was downloaded, this may be a page about the model: fetch the file itself (the raw"
            + " file) and send that."),
    PART("Send the whole .mlpackage or .mlmodelc directory as a zip, not one file of it."),
    PART_OF_COMPILED("Send the .mlmodelc directory that holds it, as a zip, tar or tar.gz.");

    private final String advice;

    Kind(String advice) {
      this.advice = advice;
    }
  }
}
