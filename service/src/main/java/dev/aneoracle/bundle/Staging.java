package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns an upload on disk into a bundle with the names that Core ML wants. */
final class Staging {

  private static final Pattern ARCHIVE_ENDING =
      Pattern.compile("\\.(zip|tar|tgz|tar\\.gz|gz)$", Pattern.CASE_INSENSITIVE);

  private static final long HEADERS_PER_ENTRY = 2048;

  private static final long HEADERS = 1L << 20;

  private final BundleLimits limits;

  private final DiskSpace space;

  Staging(BundleLimits limits, DiskSpace space) {
    this.limits = limits;
    this.space = space;
  }

  FileStagedBundle stage(Incoming incoming, Received received, @Nullable String filename)
      throws BundleRejectedException, IOException {
    Files.createDirectory(incoming.content());
    if (received.container() == Container.SINGLE_FILE) {
      String name = Objects.requireNonNullElse(DisplayName.ofFile(filename), "model.mlmodel");
      ModelFile.require(received.file(), name);
      var file = new UnpackedFile(received.file(), received.bytes(), received.sha256(), false);
      return single(incoming, file, name, received.bytes());
    }
    UnpackedTree tree = unpack(incoming, received);
    String archive = Objects.requireNonNullElse(DisplayName.ofFile(filename), "The archive");
    LocatedModel located = new ModelLocator(tree, archive).locate();
    String name = name(located, DisplayName.ofFile(filename));
    return switch (located.format()) {
      case MLMODEL -> {
        UnpackedFile file = tree.find(located.path()).orElseThrow();
        ModelFile.require(file, DisplayName.ofEntry(located.path()));
        yield single(incoming, file, name, received.bytes());
      }
      case MLPACKAGE -> {
        UnpackedTree part = tree.under(located.path());
        List<String> warnings = PackageInspector.inspect(part, name);
        yield directory(incoming, located.format(), part, name, received.bytes(), warnings);
      }
      case MLMODELC -> {
        UnpackedTree part = tree.under(located.path());
        List<String> warnings = CompiledInspector.inspect(part, name);
        yield directory(incoming, located.format(), part, name, received.bytes(), warnings);
      }
    };
  }

  private UnpackedTree unpack(Incoming incoming, Received received)
      throws BundleRejectedException, IOException {
    UnpackedTree tree;
    try (ArchiveReader archive = open(received)) {
      tree = new Unpacker(limits, space).unpack(archive, received.bytes(), incoming.unpacked());
    }
    Files.delete(received.file());
    return tree;
  }

  private ArchiveReader open(Received received) throws BundleRejectedException, IOException {
    long maxHeaders = HEADERS + limits.maxEntries() * HEADERS_PER_ENTRY;
    return switch (received.container()) {
      case ZIP -> ZipArchiveReader.open(received.file(), limits.maxEntries());
      case TAR -> TarArchiveReader.open(received.file(), maxHeaders);
      case TAR_GZ -> TarArchiveReader.openGzip(received.file(), maxHeaders);
      case SINGLE_FILE -> throw new IllegalStateException("A single file has nothing to unpack");
    };
  }

  private static FileStagedBundle single(
      Incoming incoming, UnpackedFile file, String name, long receivedBytes) throws IOException {
    Path target = incoming.content().resolve(StoredRecord.modelName(BundleFormat.MLMODEL));
    Files.move(file.file(), target);
    return finish(
        incoming,
        new ModelDigest(file.sha256()),
        new StoredRecord(BundleFormat.MLMODEL, name, file.size(), List.of()),
        receivedBytes);
  }

  private static FileStagedBundle directory(
      Incoming incoming,
      BundleFormat format,
      UnpackedTree tree,
      String name,
      long receivedBytes,
      List<String> warnings)
      throws BundleRejectedException, IOException {
    Path root = incoming.content().resolve(StoredRecord.modelName(format));
    for (Map.Entry<String, UnpackedFile> entry : tree.files().entrySet()) {
      Path target;
      try {
        target = root.resolve(entry.getKey());
      } catch (InvalidPathException notForThisDisk) {
        throw ArchiveFaults.unsafeName(
            entry.getKey(), "has a name that the server's disk cannot take");
      }
      Files.createDirectories(target.getParent());
      Files.move(entry.getValue().file(), target);
    }
    return finish(
        incoming,
        DirectoryDigest.of(tree),
        new StoredRecord(format, name, tree.bytes(), warnings),
        receivedBytes);
  }

  private static FileStagedBundle finish(
      Incoming incoming, ModelDigest digest, StoredRecord record, long receivedBytes)
      throws IOException {
    if (Files.exists(incoming.unpacked())) {
      Directories.delete(incoming.unpacked());
    }
    return new FileStagedBundle(incoming, digest, record, receivedBytes, false);
  }

  /** A package whose files lie at the archive's root has only the archive's name. */
  private static String name(LocatedModel located, @Nullable String filename) {
    String own = DisplayName.ofFile(located.name());
    if (own == null && filename != null) {
      own = ARCHIVE_ENDING.matcher(filename).replaceFirst("");
    }
    String ending = "." + located.format().extension();
    if (own == null || own.isEmpty()) {
      return "model" + ending;
    }
    return own.endsWith(ending) || located.format() == BundleFormat.MLMODEL ? own : own + ending;
  }
}
