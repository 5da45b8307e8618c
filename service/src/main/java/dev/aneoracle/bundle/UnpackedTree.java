package dev.aneoracle.bundle;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of an archive, or of a part of it, by their path from its root.
 *
 * @param files by path, {@code /}-separated and in NFC
 */
record UnpackedTree(NavigableMap<String, UnpackedFile> files) {

  boolean has(String path) {
    return files.containsKey(path);
  }

  Optional<UnpackedFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Tells whether there is any file in the given directory or below. */
  boolean hasUnder(String directory) {
    String next = files.ceilingKey(directory + "/");
    return next != null && next.startsWith(directory + "/");
  }

  /** Returns the names of the directories and files directly in the root. */
  NavigableSet<String> top() {
    var names = new TreeSet<String>();
    for (String path : files.keySet()) {
      int slash = path.indexOf('/');
      names.add(slash < 0 ? path : path.substring(0, slash));
    }
    return names;
  }

  /** Returns the part below a directory; the empty name stands for the root. */
  UnpackedTree under(String directory) {
    if (directory.isEmpty()) {
      return this;
    }
    String prefix = directory + "/";
    var part = new TreeMap<String, UnpackedFile>();
    for (var entry : files.tailMap(prefix).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      part.put(entry.getKey().substring(prefix.length()), entry.getValue());
    }
    return new UnpackedTree(part);
  }

  long bytes() {
    return files.values().stream().mapToLong(UnpackedFile::size).sum();
  }
}
