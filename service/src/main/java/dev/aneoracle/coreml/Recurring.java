package dev.aneoracle.coreml;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values that a specification writes again and again (names, types, small constants), found by the
 * bytes that they are written in. So each is decoded and kept once; a value whose place another has
 * taken is decoded again, so that no file decides how much is kept or how long a search takes.
 */
final class Recurring<T> {

  private static final int PLACES = 1 << 12;
  private static final int LONGEST = 128;
  private static final int SPREAD = 0x9E3779B9;

  private final Decoder<T> decoder;
  private final byte[] bytes = new byte[LONGEST];
  private @Nullable Entry<T>[] entries = table(16);
  private int misses;

  Recurring(Decoder<T> decoder) {
    this.decoder = decoder;
  }

  /** Returns the value of the field that the walk is at. */
  T get(Wire field) throws CoreMlFormatException {
    int length = field.length();
    if (length > LONGEST || !field.is(Wire.LENGTH_DELIMITED)) {
      return decoder.decode(field);
    }
    field.copyValue(bytes);
    int hash = hash(length);
    Entry<T> entry = entries[place(hash)];
    if (entry != null
        && entry.hash == hash
        && Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, 0, length)) {
      return entry.value;
    }
    byte[] key = Arrays.copyOf(bytes, length);
    T value = decoder.decode(field);
    if (++misses > entries.length / 2 && entries.length < PLACES) {
      grow();
    }
    entries[place(hash)] = new Entry<>(hash, key, value);
    return value;
  }

  private int hash(int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash * SPREAD;
  }

  private int place(int hash) {
    return hash >>> Integer.numberOfLeadingZeros(entries.length - 1);
  }

  private void grow() {
    @Nullable Entry<T>[] old = entries;
    entries = table(old.length * 4);
    for (Entry<T> entry : old) {
      if (entry != null) {
        entries[place(entry.hash)] = entry;
      }
    }
    misses = 0;
  }

  @SuppressWarnings("unchecked")
  private static <T> @Nullable Entry<T>[] table(int size) {
    return (Entry<T>[]) new Entry<?>[size];
  }

  private static final class Entry<T> {

    private final int hash;
    private final byte[] bytes;
    private final T value;

    private Entry(int hash, byte[] bytes, T value) {
      this.hash = hash;
      this.bytes = bytes;
      this.value = value;
    }
  }

  /** Makes a value of a field. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(Wire field) throws CoreMlFormatException;
  }
}
