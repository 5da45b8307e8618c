#import "ANOObservation.h"

#import "ANOMessages.h"

@implementation ANOObservation

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    _lock = [[NSLock alloc] init];
    _segmentsByModel = [[NSMutableDictionary alloc] init];
    _segments = [[NSMutableArray alloc] init];
    _calls = [[NSMutableArray alloc] init];
    _warnings = [[NSMutableArray alloc] init];
  }
  return self;
}

- (void)dealloc {
  [_lock release];
  [_segmentsByModel release];
  [_segments release];
  [_calls release];
  [_warnings release];
  [_result release];
  [_failure release];
  [super dealloc];
}

- (NSArray<ANOSeenModel *> *)segments {
  return _segments;
}

- (NSArray<NSString *> *)warnings {
  return _warnings;
}

- (NSDictionary<NSString *, id> *)result {
  return _result;
}

- (NSDictionary<NSString *, id> *)failure {
  return _failure;
}

- (NSArray<NSString *> *)namesOfCalls {
  NSMutableArray *names = [NSMutableArray array];
  for (NSDictionary *call in _calls) {
    NSNumber *model = [call objectForKey:@"model"];
    ANOSeenModel *segment = [_segmentsByModel objectForKey:model];
    NSString *name = [segment key] != nil ? [segment key] : [segment label];
    [names addObject:name != nil ? name : [@"model " stringByAppendingString:[model description]]];
  }
  return names;
}

- (void)addCallOf:(NSString *)type fields:(NSDictionary<NSString *, id> *)fields {
  NSNumber *model = [fields objectForKey:@"model"];
  ANOSeenModel *segment = [_segmentsByModel objectForKey:model];
  if (segment == nil) {
    segment = [[[ANOSeenModel alloc] init] autorelease];
    [_segmentsByModel setObject:segment forKey:model];
    [_segments addObject:segment];
  }
  [segment add:type fields:fields];
  if ([type isEqualToString:@"aneCall"]) {
    [_calls addObject:fields];
  }
}

- (void)emit:(NSString *)type fields:(NSDictionary<NSString *, id> *)fields {
  // As in the outlet: a hook's thread may have no pool.
  @autoreleasepool {
    [_lock lock];
    if ([type isEqualToString:@"result"]) {
      [_result autorelease];
      _result = [fields copy];
    } else if ([type isEqualToString:@"failure"]) {
      [_failure autorelease];
      _failure = [fields copy];
    } else if ([type isEqualToString:@"log"]) {
      if (![[fields objectForKey:@"level"] isEqual:@"INFO"]) {
        [_warnings addObject:[fields objectForKey:@"text"]];
      }
    } else if ([[NSSet setWithObjects:@"aneCompile", @"aneLoad", @"aneCall", nil]
                   containsObject:type]) {
      [self addCallOf:type fields:fields];
    }
    [_lock unlock];
  }
}

@end
