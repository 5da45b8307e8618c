/// Lines over descriptors: at most one mebibyte each, whole, and UTF-8.
#ifndef ANO_WIRE_H
#define ANO_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// The longest line, its line feed with it.
enum { ANO_LINE_MAXIMUM = 1024 * 1024 };

/// What came of reading a line.
typedef enum {
  ANO_LINE_READ,
  ANO_LINE_END,         ///< the stream ended where a line could have begun
  ANO_LINE_FAILED,      ///< the descriptor gave an error
  ANO_LINE_TOO_LONG,    ///< there is no line feed among the first ANO_LINE_MAXIMUM bytes
  ANO_LINE_UNFINISHED,  ///< the stream ended within a line
  ANO_LINE_NOT_UTF8
} ano_line_status;

/// Reads as read(2) does; a seam for tests.
typedef ssize_t (*ano_read_function)(void *context, void *bytes, size_t length);

/// Reads lines of one stream. Once a line was refused the stream is of no use any more.
typedef struct {
  ano_read_function read;
  void *context;
  char *bytes;
  size_t start;
  size_t end;
  size_t capacity;
} ano_line_reader;

/// Makes a reader of a descriptor, which stays the caller's.
ano_line_reader ano_line_reader_of_descriptor(int descriptor);

/// Makes a reader of whatever the function gives.
ano_line_reader ano_line_reader_of_function(ano_read_function read, void *context);

/// Reads the next line. `line` points at it, without its line feed, until the next call.
ano_line_status ano_line_read(ano_line_reader *reader, const char **line, size_t *length);

void ano_line_reader_free(ano_line_reader *reader);

/// Writes all bytes, however many calls it takes. Returns false where nobody reads any more.
bool ano_write_fully(int descriptor, const char *bytes, size_t length);

#endif
