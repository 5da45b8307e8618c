package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.file.Path;

/** Checks that a file may be an {@code .mlmodel}; the real reading comes later. */
final class ModelFile {

  private ModelFile() {}

  static void require(UnpackedFile file, String name) throws BundleRejectedException, IOException {
    if (file.size() == 0) {
      throw Rejections.notCoreMl(name + " is empty. Export the model anew.");
    }
    require(file.file(), name);
  }

  /**
   * Checks a file that is not empty.
   *
   * @param name what to call it in messages
   */
  static void require(Path file, String name) throws BundleRejectedException, IOException {
    try (var block = new FileDataBlock(file)) {
      Head head = head(block);
      if (ZipHead.matches(head) || GzipHead.matches(head) || TarHeader.matches(head)) {
        throw Rejections.unsupported(
            name + " is an archive itself. Send the model in one archive only.");
      }
      Sniffer.requireModel(head, name);
      ProtobufOutline outline = ProtobufOutline.read(block);
      switch (outline.end()) {
        case COMPLETE, MANY -> {}
        case CUT ->
            throw Rejections.notCoreMl(
                name + " is not whole: its last field reaches beyond its end. Send it again.");
        case MALFORMED ->
            throw Rejections.notCoreMl(
                name + " is not a Core ML model, or damaged: it cannot be followed as protobuf.");
      }
    }
  }

  private static Head head(DataBlock block) throws IOException {
    int length = (int) Math.min(Head.LENGTH, block.size());
    byte[] bytes = new byte[length];
    block.read(0, length).get(bytes);
    return Head.of(bytes, length);
  }
}
