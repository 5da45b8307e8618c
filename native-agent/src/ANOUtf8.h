/// UTF-8 checked to the letter, since decoders differ in what they forgive.
#ifndef ANO_UTF8_H
#define ANO_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/// The longest sequence.
enum { ANO_UTF8_MAXIMUM = 4 };

/// Returns whether the bytes are UTF-8: no overlong form, no surrogate, nothing beyond U+10FFFF.
bool ano_utf8_valid(const char *bytes, size_t length);

/// Writes one code point, which is no surrogate, and returns how many bytes it took.
size_t ano_utf8_encode(unsigned codePoint, char bytes[ANO_UTF8_MAXIMUM]);

#endif
