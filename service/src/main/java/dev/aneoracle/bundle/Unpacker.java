package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Unpacks an archive, hashing each file on the way. The files lie under names of ours until it is
 * known which of them make up a model: no name from an archive reaches the disk before.
 */
final class Unpacker {

  private final BundleLimits limits;

  private final DiskSpace space;

  private final byte[] buffer = new byte[BodyReceiver.BUFFER];

  Unpacker(BundleLimits limits, DiskSpace space) {
    this.limits = limits;
    this.space = space;
  }

  /**
   * Unpacks all files but noise.
   *
   * @param directory is created and takes the files
   */
  UnpackedTree unpack(ArchiveReader archive, long archiveSize, Path directory)
      throws BundleRejectedException, IOException {
    Files.createDirectory(directory);
    var budget = new UnpackBudget(limits, archiveSize);
    var names = new EntryNames(limits.maxEntries());
    var files = new TreeMap<String, UnpackedFile>();
    for (var member = archive.next(); member != null; member = archive.next()) {
      budget.begin(member);
      EntryPath path = EntryPath.parse(member.name(), limits.maxDepth());
      if (path.isNoise()) {
        drain(archive, member, budget);
      } else if (member.kind() == ArchiveMember.Kind.DIRECTORY) {
        names.addDirectory(path);
      } else if (path.isRoot()) {
        throw ArchiveFaults.unsafeName(member.name(), "is a file without a name");
      } else {
        names.addFile(path);
        Path file = directory.resolve(Integer.toString(files.size()));
        files.put(path.text(), write(archive, member, budget, file));
      }
    }
    return new UnpackedTree(files);
  }

  private UnpackedFile write(
      ArchiveReader archive, ArchiveMember member, UnpackBudget budget, Path file)
      throws BundleRejectedException, IOException {
    MessageDigest sha256 = Sha256.create();
    var head = new HeadCollector(LfsPointer.length());
    long size = 0;
    try (var sink = new FileSink(file, space)) {
      for (int read = archive.read(buffer); read >= 0; read = archive.read(buffer)) {
        budget.unpacked(member, read);
        head.add(buffer, read);
        sha256.update(buffer, 0, read);
        sink.write(buffer, read);
        size += read;
      }
    }
    String hex = HexFormat.of().formatHex(sha256.digest());
    return new UnpackedFile(file, size, hex, LfsPointer.matches(head.bytes()));
  }

  private void drain(ArchiveReader archive, ArchiveMember member, UnpackBudget budget)
      throws BundleRejectedException {
    for (int read = archive.read(buffer); read >= 0; read = archive.read(buffer)) {
      budget.unpacked(member, read);
    }
  }
}
