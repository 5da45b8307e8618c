#import "ANOOutlet.h"

#import "ANOMessages.h"
#import "ANOWire.h"

/// How far a conversation has come.
enum { kOpen, kLate, kClosed };

@implementation ANOOutlet

@synthesize identifier = _identifier;

- (instancetype)initWithDescriptor:(int)descriptor {
  self = [super init];
  if (self != nil) {
    _descriptor = descriptor;
    _stage = kOpen;
    _lock = [[NSLock alloc] init];
  }
  return self;
}

- (void)dealloc {
  [_identifier release];
  [_lock release];
  [super dealloc];
}

/// Returns whether the order allows the message, and takes note of it.
- (BOOL)admit:(NSString *)type {
  if (_stage == kClosed) {
    return NO;
  }
  if (_stage == kLate) {
    return [@[ @"evidence", @"operation", @"log" ] containsObject:type];
  }
  if ([type isEqualToString:@"failure"]) {
    _stage = kClosed;
  } else if ([type isEqualToString:@"result"]) {
    _stage = kLate;
  }
  return YES;
}

- (void)write:(NSString *)type identifier:(NSString *)identifier fields:(NSDictionary *)fields {
  BOOL shortened = NO;
  NSData *line = ANOMessageWrite(type, identifier, fields, &shortened);
  [_lock lock];
  BOOL admitted = [self admit:type];
  if (admitted && !ano_write_fully(_descriptor, [line bytes], [line length])) {
    _stage = kClosed;
  }
  [_lock unlock];
  if (admitted && shortened) {
    NSString *text =
        [NSString stringWithFormat:@"A message %@ was too long and is shortened", type];
    [self write:@"log" identifier:identifier fields:@{@"level" : @"WARN", @"text" : text}];
  }
}

- (void)emit:(NSString *)type fields:(NSDictionary<NSString *, id> *)fields {
  // Hooks call this on threads of the frameworks, which may have no pool and must not see us raise.
  @autoreleasepool {
    @try {
      NSString *identifier = [type isEqualToString:@"hello"] ? nil : [self identifier];
      [self write:type identifier:identifier fields:fields];
    } @catch (NSException *exception) {
      NSLog(@"A message %@ could not be written: %@", type, exception);
    }
  }
}

@end
