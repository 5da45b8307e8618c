#import "ANOConversation.h"

#include <fcntl.h>
#include <unistd.h>

#import "ANOMessages.h"
#import "ANOTest.h"

NSArray<NSDictionary *> *ANOMessagesInFile(NSString *path) {
  NSMutableArray *messages = [NSMutableArray array];
  NSData *data = [NSData dataWithContentsOfFile:path];
  const char *at = [data bytes];
  const char *end = at + [data length];
  while (at < end) {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    if (feed == NULL) {
      ANOTestFail(__FILE__, __LINE__, @"the last line has no end");
      break;
    }
    ANORefusal *refusal = nil;
    NSDictionary *message =
        ANOMessageRead(at, (NSUInteger)(feed - at), ANOSideHelper, nil, &refusal);
    CHECK_EQUAL([refusal text], nil);
    if (message != nil) {
      [messages addObject:message];
    }
    at = feed + 1;
  }
  return messages;
}

@implementation ANOConversation

@synthesize ended = _ended;
@synthesize messages = _messages;

+ (instancetype)withRuntime:(id<ANORuntime>)runtime input:(NSData *)input {
  ANOConversation *conversation = [[[self alloc] init] autorelease];
  NSString *folder = ANOTestFolder();
  NSString *output = [folder stringByAppendingPathComponent:@"output"];
  NSString *given = [folder stringByAppendingPathComponent:@"input"];
  [input writeToFile:given atomically:NO];
  int reading = open([given fileSystemRepresentation], O_RDONLY);
  int writing = open([output fileSystemRepresentation], O_WRONLY | O_CREAT, 0600);
  conversation->_ended = ANOServe(runtime, reading, writing);
  close(reading);
  close(writing);
  conversation->_messages = [ANOMessagesInFile(output) copy];
  return conversation;
}

+ (instancetype)withRuntime:(id<ANORuntime>)runtime line:(NSString *)line {
  NSData *input = [[line stringByAppendingString:@"\n"] dataUsingEncoding:NSUTF8StringEncoding];
  return [self withRuntime:runtime input:input];
}

- (void)dealloc {
  [_messages release];
  [super dealloc];
}

- (NSString *)types {
  return [[_messages valueForKey:@"type"] componentsJoinedByString:@" "];
}

@end
