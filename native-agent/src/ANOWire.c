#include "ANOWire.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ANOUtf8.h"

enum { INITIAL_CAPACITY = 4096 };

static void await(int descriptor, short events) {
  struct pollfd wanted = {.fd = descriptor, .events = events};
  poll(&wanted, 1, -1);
}

/// The context is the descriptor itself.
static ssize_t read_descriptor(void *context, void *bytes, size_t length) {
  int descriptor = (int)(intptr_t)context;
  ssize_t count = read(descriptor, bytes, length);
  // A pipe may come non-blocking from whoever made it.
  while (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    await(descriptor, POLLIN);
    count = read(descriptor, bytes, length);
  }
  return count;
}

ano_line_reader ano_line_reader_of_descriptor(int descriptor) {
  return ano_line_reader_of_function(read_descriptor, (void *)(intptr_t)descriptor);
}

ano_line_reader ano_line_reader_of_function(ano_read_function read, void *context) {
  return (ano_line_reader){.read = read, .context = context};
}

void ano_line_reader_free(ano_line_reader *reader) {
  free(reader->bytes);
  *reader = (ano_line_reader){0};
}

/// Moves what is left to the front and makes room for at least one byte more.
static bool make_room(ano_line_reader *reader) {
  if (reader->start > 0) {
    memmove(reader->bytes, reader->bytes + reader->start, reader->end - reader->start);
    reader->end -= reader->start;
    reader->start = 0;
  }
  if (reader->end < reader->capacity) {
    return true;
  }
  size_t capacity = reader->capacity == 0 ? INITIAL_CAPACITY : reader->capacity * 2;
  char *bytes = realloc(reader->bytes, capacity);
  if (bytes == NULL) {
    return false;
  }
  reader->bytes = bytes;
  reader->capacity = capacity;
  return true;
}

ano_line_status ano_line_read(ano_line_reader *reader, const char **line, size_t *length) {
  size_t searched = 0;
  for (;;) {
    size_t available = reader->end - reader->start;
    size_t limit = available < ANO_LINE_MAXIMUM ? available : ANO_LINE_MAXIMUM;
    const char *feed = NULL;
    if (searched < limit) {
      feed = memchr(reader->bytes + reader->start + searched, '\n', limit - searched);
    }
    if (feed != NULL) {
      *line = reader->bytes + reader->start;
      *length = (size_t)(feed - *line);
      reader->start += *length + 1;
      return ano_utf8_valid(*line, *length) ? ANO_LINE_READ : ANO_LINE_NOT_UTF8;
    }
    if (available >= ANO_LINE_MAXIMUM) {
      return ANO_LINE_TOO_LONG;
    }
    searched = available;
    if (!make_room(reader)) {
      return ANO_LINE_FAILED;
    }
    ssize_t count =
        reader->read(reader->context, reader->bytes + reader->end, reader->capacity - reader->end);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return ANO_LINE_FAILED;
    }
    if (count == 0) {
      return available == 0 ? ANO_LINE_END : ANO_LINE_UNFINISHED;
    }
    reader->end += (size_t)count;
  }
}

bool ano_write_fully(int descriptor, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t count = write(descriptor, bytes, length);
    if (count >= 0) {
      bytes += count;
      length -= (size_t)count;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      await(descriptor, POLLOUT);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}
