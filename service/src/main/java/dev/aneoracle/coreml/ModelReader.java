package dev.aneoracle.coreml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a stored bundle into a {@link Model}. */
public final class ModelReader {

  /**
   * Reads the model at the given path.
   *
   * @param bundle a {@code .mlmodel} file, or an {@code .mlpackage} or {@code .mlmodelc} directory,
   *     told apart by the ending
   * @throws CoreMlFormatException when it is not a Core ML model
   * @throws IOException when the disk cannot be read
   */
  public Model read(Path bundle) throws CoreMlFormatException, IOException {
    String name = String.valueOf(bundle.getFileName());
    if (!Files.exists(bundle)) {
      throw new IOException("No such bundle: " + name);
    }
    if (name.endsWith(".mlpackage")) {
      return readSpecification(ModelPackage.rootModel(bundle));
    }
    if (name.endsWith(".mlmodelc")) {
      return new CompiledReader().read(bundle);
    }
    if (name.endsWith(".mlmodel")) {
      return readSpecification(bundle);
    }
    throw new CoreMlFormatException(
        name + " is neither .mlmodel nor .mlpackage nor .mlmodelc by its ending");
  }

  private static Model readSpecification(Path file) throws CoreMlFormatException, IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    WeightFiles weightFiles = new WeightFiles(folder == null ? Path.of("") : folder);
    try {
      return MappedFile.read(
          file, bytes -> read(bytes, String.valueOf(file.getFileName()), weightFiles));
    } catch (InternalError e) {
      // What the JVM makes of a page of a mapped file that the disk no longer gives.
      throw new IOException(file.getFileName() + " could not be read to its end", e);
    }
  }

  private static Model read(ByteBuffer bytes, String name, WeightFiles weightFiles)
      throws CoreMlFormatException {
    Optional<ForeignFormat> foreign = ForeignFormat.of(bytes);
    if (foreign.isPresent()) {
      throw new CoreMlFormatException(
          name + " is no Core ML specification but " + foreign.get().description());
    }
    return new SpecificationReader(new Budget(), weightFiles).read(Wire.of(bytes));
  }
}
