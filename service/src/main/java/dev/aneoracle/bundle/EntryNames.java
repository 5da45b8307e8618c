package dev.aneoracle.bundle;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names seen in an archive. Two that a Mac's disk would take for one are refused, as are more
 * than the allowed number, counting the directories that are only implied.
 */
final class EntryNames {

  private final int maxNames;

  private final Map<String, Name> names = new HashMap<>();

  EntryNames(int maxNames) {
    this.maxNames = maxNames;
  }

  void addFile(EntryPath path) throws BundleRejectedException {
    addDirectory(path.parent());
    if (put(path, ArchiveMember.Kind.FILE) != null) {
      throw ArchiveFaults.unsafeName(
          path.text(), "is there twice, or differs from another only in case or accents' form");
    }
  }

  void addDirectory(EntryPath path) throws BundleRejectedException {
    if (path.isRoot()) {
      return;
    }
    Name before = put(path, ArchiveMember.Kind.DIRECTORY);
    if (before == null) {
      addDirectory(path.parent());
    } else if (before.kind() != ArchiveMember.Kind.DIRECTORY) {
      throw ArchiveFaults.unsafeName(path.text(), "is both a file and a directory");
    } else if (!before.text().equals(path.text())) {
      throw ArchiveFaults.unsafeName(
          path.text(), "differs from another directory only in case or accents' form");
    }
  }

  private @Nullable Name put(EntryPath path, ArchiveMember.Kind kind)
      throws BundleRejectedException {
    String text = path.text();
    Name before = names.putIfAbsent(fold(text), new Name(text, kind));
    if (names.size() > maxNames) {
      throw Rejections.archive(
          "The archive has more than "
              + maxNames
              + " files and directories. Send only the model's"
              + " own files.");
    }
    return before;
  }

  private static String fold(String text) {
    String folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private record Name(String text, ArchiveMember.Kind kind) {}
}
