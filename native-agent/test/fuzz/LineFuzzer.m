/// Feeds bytes to the reader of lines, in pieces, and what comes out of it to both sides' codecs.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#import "ANOJson.h"
#import "ANOMessages.h"
#import "ANOUtf8.h"
#import "ANOWire.h"

typedef struct {
  const uint8_t *bytes;
  size_t length;
} Stream;

static ssize_t ReadStream(void *context, void *bytes, size_t length) {
  Stream *stream = context;
  // Pieces of every size, chosen by the input itself.
  size_t piece = stream->length > 0 ? (size_t)stream->bytes[0] % 61 + 1 : 0;
  size_t count = MIN(MIN(piece, length), stream->length);
  memcpy(bytes, stream->bytes, count);
  stream->bytes += count;
  stream->length -= count;
  return (ssize_t)count;
}

static void Require(BOOL holds) {
  if (!holds) {
    abort();
  }
}

/// Whatever is read must be written and read again as the same.
static void CheckMessage(const char *line, size_t length, ANOSide from) {
  ANORefusal *refusal = nil;
  NSDictionary *message = ANOMessageRead(line, length, from, nil, &refusal);
  Require((message == nil) == (refusal != nil));
  if (message == nil) {
    return;
  }
  BOOL shortened = NO;
  NSData *written = ANOMessageWrite([message objectForKey:@"type"], ANOMessageValue(message, @"id"),
                                    message, &shortened);
  Require([written length] <= ANO_LINE_MAXIMUM);
  Require(ano_utf8_valid([written bytes], [written length]));
  Require(memchr([written bytes], '\n', [written length]) ==
          (const char *)[written bytes] + [written length] - 1);
  id again = ANOMessageRead([written bytes], [written length] - 1, from, nil, &refusal);
  Require(again != nil);
  if (from == ANOSideService && [[message objectForKey:@"type"] isEqual:@"evaluate"]) {
    ANOOptions *options = ANOMessageOptions(message);
    Require([options predictions] >= 1 && [options predictions] <= 1000);
    Require([[options modelPath] hasPrefix:@"/"]);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  @autoreleasepool {
    Stream stream = {.bytes = bytes, .length = length};
    ano_line_reader reader = ano_line_reader_of_function(ReadStream, &stream);
    const char *line = NULL;
    size_t found = 0;
    while (ano_line_read(&reader, &line, &found) == ANO_LINE_READ) {
      Require(ano_utf8_valid(line, found));
      CheckMessage(line, found, ANOSideService);
      CheckMessage(line, found, ANOSideHelper);
    }
    ano_line_reader_free(&reader);
  }
  return 0;
}
