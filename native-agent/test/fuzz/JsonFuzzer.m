/// Feeds bytes to the reader of JSON; what it takes must come back the same when it is written.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#import "ANOJson.h"
#import "ANOUtf8.h"

static NSString *Text(NSData *data) {
  return [[[NSString alloc] initWithData:data encoding:NSUTF8StringEncoding] autorelease];
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  @autoreleasepool {
    const char *text = (const char *)bytes;
    id value = ano_utf8_valid(text, length) ? ANOJsonRead(text, length) : nil;
    if (value != nil) {
      NSData *once = ANOJsonWrite(value);
      id again = ANOJsonRead([once bytes], [once length]);
      NSData *twice = ANOJsonWrite(again);
      if (again == nil || Text(once) == nil || [once length] != [twice length]) {
        abort();
      }
    }
  }
  return 0;
}
