#include "ANOUtf8.h"

#include <stdint.h>

/// Returns the length of the sequence at the start of the bytes, 0 where there is none.
static size_t sequence_length(const uint8_t *bytes, size_t length) {
  uint8_t first = bytes[0];
  if (first < 0x80) {
    return 1;
  }
  size_t count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || count > length) {
    return 0;
  }
  // The second byte's range is narrower where an overlong form, a surrogate or too large a number
  // would begin.
  uint8_t least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  uint8_t most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (bytes[1] < least || bytes[1] > most) {
    return 0;
  }
  for (size_t i = 2; i < count; i++) {
    if ((bytes[i] & 0xc0) != 0x80) {
      return 0;
    }
  }
  return count;
}

bool ano_utf8_valid(const char *bytes, size_t length) {
  const uint8_t *at = (const uint8_t *)bytes;
  while (length > 0) {
    size_t count = sequence_length(at, length);
    if (count == 0) {
      return false;
    }
    at += count;
    length -= count;
  }
  return true;
}

size_t ano_utf8_encode(unsigned codePoint, char bytes[ANO_UTF8_MAXIMUM]) {
  if (codePoint < 0x80) {
    bytes[0] = (char)codePoint;
    return 1;
  }
  if (codePoint < 0x800) {
    bytes[0] = (char)(0xc0 | codePoint >> 6);
    bytes[1] = (char)(0x80 | (codePoint & 0x3f));
    return 2;
  }
  if (codePoint < 0x10000) {
    bytes[0] = (char)(0xe0 | codePoint >> 12);
    bytes[1] = (char)(0x80 | (codePoint >> 6 & 0x3f));
    bytes[2] = (char)(0x80 | (codePoint & 0x3f));
    return 3;
  }
  bytes[0] = (char)(0xf0 | codePoint >> 18);
  bytes[1] = (char)(0x80 | (codePoint >> 12 & 0x3f));
  bytes[2] = (char)(0x80 | (codePoint >> 6 & 0x3f));
  bytes[3] = (char)(0x80 | (codePoint & 0x3f));
  return 4;
}
