package dev.aneoracle.bundle;

/**
 * One entry of an archive.
 *
 * @param name as the archive has it, not to be trusted
 * @param declaredSize the bytes it says it unpacks to
 */
record ArchiveMember(String name, Kind kind, long declaredSize) {

  /** What an entry may be; everything else is refused by the reader. */
  enum Kind {
    FILE,
    DIRECTORY
  }
}
