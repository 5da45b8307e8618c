#import "ANOHookEncoding.h"

#include <string.h>

/// Copies up to a terminator, offsets left out; names and the insides of structures stay as they
/// are.
NSString *ANOEncodingWithoutOffsets(const char *encoding) {
  NSMutableString *plain = [NSMutableString string];
  int depth = 0;
  BOOL quoted = NO;
  for (const char *at = encoding; *at; at++) {
    if (*at == '"') {
      quoted = !quoted;
    } else if (!quoted && strchr("{([", *at)) {
      depth++;
    } else if (!quoted && strchr("})]", *at)) {
      depth--;
    }
    // GCC writes "+8" for an argument in a register.
    BOOL offset = depth == 0 && !quoted && strchr("0123456789+-", *at) != NULL;
    if (!offset) {
      [plain appendFormat:@"%c", *at];
    }
  }
  return plain;
}

BOOL ANOEncodingMatches(const char *found, const char *expected) {
  NSString *plain = ANOEncodingWithoutOffsets(found);
#ifdef GNUSTEP
  // BOOL is an unsigned char here and may stand where a Mac has a bool; nothing else that is hooked
  // has a type of one byte.
  plain = [plain stringByReplacingOccurrencesOfString:@"C" withString:@"B"];
  plain = [plain stringByReplacingOccurrencesOfString:@"c" withString:@"B"];
#endif
  return strcmp([plain UTF8String], expected) == 0;
}
