#import "ANOCollectingSink.h"

@implementation ANOCollectingSink

@synthesize raises = _raises;

+ (instancetype)sink {
  return [[[self alloc] init] autorelease];
}

- (instancetype)init {
  if ((self = [super init])) {
    _events = [[NSMutableArray alloc] init];
  }
  return self;
}

- (void)dealloc {
  [_events release];
  [super dealloc];
}

- (void)emit:(NSString *)type fields:(NSDictionary<NSString *, id> *)fields {
  if (_raises) {
    [NSException raise:@"BrokenSink" format:@"nothing can be written"];
  }
  @synchronized(self) {
    [_events addObject:[NSArray arrayWithObjects:type, fields, nil]];
  }
}

- (NSUInteger)count {
  @synchronized(self) {
    return [_events count];
  }
}

- (NSArray *)eventsOfType:(NSString *)type {
  NSMutableArray *found = [NSMutableArray array];
  @synchronized(self) {
    for (NSArray *event in _events) {
      if ([[event objectAtIndex:0] isEqualToString:type]) {
        [found addObject:[event objectAtIndex:1]];
      }
    }
  }
  return found;
}

- (NSDictionary *)onlyEventOfType:(NSString *)type {
  NSArray *found = [self eventsOfType:type];
  return [found count] == 1 ? [found objectAtIndex:0] : nil;
}

@end
