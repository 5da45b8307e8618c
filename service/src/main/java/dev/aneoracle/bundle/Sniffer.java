package dev.aneoracle.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from a file's first bytes what it is, so that a hopeless upload ends early. */
final class Sniffer {

  private Sniffer() {}

  /**
   * Tells what an upload is wrapped in.
   *
   * @param filename the name the client gave; it words a rejection but decides nothing that the
   *     content decides
   */
  static Container sniff(Head head, @Nullable String filename) throws BundleRejectedException {
    String name = Objects.requireNonNullElse(DisplayName.ofFile(filename), "The upload");
    if (head.length() == 0) {
      throw Rejections.notCoreMl(
          "The upload is empty. Send an .mlmodel, or a zip of an .mlpackage or .mlmodelc.");
    }
    if (LfsPointer.matches(head)) {
      throw Rejections.lfsPointer(name);
    }
    if (GzipHead.matches(head)) {
      return sniffGzip(head, name);
    }
    if (ZipHead.matches(head)) {
      ZipHead.refuseForeign(head, name);
      return Container.ZIP;
    }
    if (TarHeader.matches(head)) {
      return Container.TAR;
    }
    requireModel(head, name);
    return Container.SINGLE_FILE;
  }

  /** Requires that the first bytes may be those of an {@code .mlmodel} file. */
  static void requireModel(Head head, String name) throws BundleRejectedException {
    if (LfsPointer.matches(head)) {
      throw Rejections.lfsPointer(name);
    }
    Optional<ForeignFormat> foreign = ForeignFormat.byContent(head);
    if (foreign.isPresent()) {
      throw foreign.get().rejection(name);
    }
    ProtobufOutline outline = outline(head);
    if (OnnxOutline.matches(outline, name)) {
      throw ForeignFormat.ONNX.rejection(name);
    }
    if (outline.end() != ProtobufOutline.End.MALFORMED && CoreMlOutline.matches(outline)) {
      return;
    }
    foreign = ForeignFormat.byName(name);
    if (foreign.isPresent()) {
      throw foreign.get().rejection(name);
    }
    throw Rejections.notCoreMl(
        name
            + (head.isText()
                ? " is plain text"
                : " is not in a format that is known here (it begins with " + head.shown() + ")")
            + ", not a Core ML model. Send an .mlmodel, or a zip of an .mlpackage or .mlmodelc.");
  }

  private static Container sniffGzip(Head head, String name) throws BundleRejectedException {
    GzipHead unpacked = GzipHead.unpack(head);
    if (TarHeader.matches(unpacked.head()) || !unpacked.isDecided()) {
      return Container.TAR_GZ;
    }
    if (LfsPointer.matches(unpacked.head())) {
      throw Rejections.lfsPointer(name);
    }
    String inside =
        ForeignFormat.byContent(unpacked.head()).map(ForeignFormat::label).orElse("a single file");
    throw Rejections.unsupported(
        name
            + " is a gzip of "
            + inside
            + ", not of a tar. Run gunzip on it and send the .mlmodel as it is; send an .mlpackage"
            + " or .mlmodelc directory as a zip or tar.gz.");
  }

  private static ProtobufOutline outline(Head head) {
    try {
      return ProtobufOutline.read(new ByteArrayDataBlock(head.bytes()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
