package dev.aneoracle.bundle;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The path of an archive's entry, found safe: relative, without steps upwards, in NFC.
 *
 * @param segments none for the archive's own root
 */
record EntryPath(List<String> segments) {

  /** The longest name that macOS and Linux take, in bytes. */
  private static final int MAXIMUM_SEGMENT = 255;

  /** The longest path that macOS takes, in bytes. */
  private static final int MAXIMUM_PATH = 1024;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  EntryPath {
    segments = List.copyOf(segments);
  }

  static EntryPath parse(String name, int maxDepth) throws BundleRejectedException {
    requireHarmless(name);
    var segments = new ArrayList<String>();
    for (String segment : Normalizer.normalize(name, Normalizer.Form.NFC).split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".")) {
        continue;
      }
      requireHarmlessSegment(name, segment);
      segments.add(segment);
    }
    if (segments.size() > maxDepth) {
      throw ArchiveFaults.unsafeName(name, "is more than " + maxDepth + " directories deep");
    }
    return new EntryPath(segments);
  }

  /** Tells what Macs add to archives and what is no part of a model. */
  boolean isNoise() {
    return segments.stream()
        .anyMatch(segment ->
            segment.equals("__MACOSX") || segment.equals(".DS_Store") || segment.startsWith("._"));
  }

  boolean isRoot() {
    return segments.isEmpty();
  }

  EntryPath parent() {
    return new EntryPath(segments.subList(0, segments.size() - 1));
  }

  String text() {
    return String.join("/", segments);
  }

  private static void requireHarmless(String name) throws BundleRejectedException {
    if (name.length() > MAXIMUM_PATH
        || name.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_PATH) {
      throw ArchiveFaults.unsafeName(name, "has a path longer than " + MAXIMUM_PATH + " bytes");
    }
    if (name.startsWith("/")) {
      throw ArchiveFaults.unsafeName(name, "has an absolute path");
    }
    if (DRIVE.matcher(name).matches()) {
      throw ArchiveFaults.unsafeName(name, "begins with a drive letter");
    }
    if (name.indexOf('\\') >= 0) {
      throw ArchiveFaults.unsafeName(name, "has a backslash in its name");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw ArchiveFaults.unsafeName(name, "has a control character in its name");
    }
  }

  private static void requireHarmlessSegment(String name, String segment)
      throws BundleRejectedException {
    if (segment.equals("..")) {
      throw ArchiveFaults.unsafeName(name, "leads out of the archive with '..'");
    }
    if (segment.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_SEGMENT) {
      throw ArchiveFaults.unsafeName(name, "has a name longer than " + MAXIMUM_SEGMENT + " bytes");
    }
  }
}
