#import "ANOJson.h"
#import "ANOMessages.h"
#import "ANOObservation.h"

@implementation ANOSeenModel

@synthesize calls = _calls;
@synthesize failedCalls = _failedCalls;
@synthesize compileError = _compileError;
@synthesize loaded = _loaded;

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    _identity = [[NSMutableDictionary alloc] init];
  }
  return self;
}

- (void)dealloc {
  [_identity release];
  [_compileError release];
  [super dealloc];
}

- (NSString *)key {
  return ANOMessageValue(_identity, @"key");
}

- (NSString *)label {
  for (NSString *name in @[ @"identity", @"cacheIdentifier", @"url" ]) {
    if (ANOMessageValue(_identity, name) != nil) {
      return ANOMessageValue(_identity, name);
    }
  }
  return nil;
}

/// Returns the names under `inputs` or `outputs` of the key, nil where it has not the known form.
- (NSArray<NSString *> *)namesInKeyOf:(NSString *)side {
  NSData *text = [[self key] dataUsingEncoding:NSUTF8StringEncoding];
  id key = text == nil ? nil : ANOJsonRead([text bytes], [text length]);
  if (![key isKindOfClass:[NSDictionary class]]) {
    return nil;
  }
  for (NSString *name in @[ @"inputs", @"outputs" ]) {
    if (![[key objectForKey:name] isKindOfClass:[NSDictionary class]]) {
      return nil;
    }
  }
  return [[key objectForKey:side] allKeys];
}

- (NSArray<NSString *> *)inputs {
  NSArray *names = [self namesInKeyOf:@"inputs"];
  return names != nil ? names : ANOMessageValue(_identity, @"inputs");
}

- (NSArray<NSString *> *)outputs {
  NSArray *names = [self namesInKeyOf:@"outputs"];
  return names != nil ? names : ANOMessageValue(_identity, @"outputs");
}

- (NSArray<NSString *> *)states {
  return ANOMessageValue(_identity, @"states");
}

- (void)add:(NSString *)type fields:(NSDictionary<NSString *, id> *)fields {
  BOOL ok = [[fields objectForKey:@"ok"] boolValue];
  NSDictionary *identity = ANOMessageValue(fields, @"segment");
  if (identity != nil) {
    [_identity addEntriesFromDictionary:identity];
  }
  if ([type isEqualToString:@"aneCall"]) {
    if ([[fields objectForKey:@"prediction"] integerValue] >= 0) {
      _calls += ok ? 1 : 0;
      _failedCalls += ok ? 0 : 1;
    }
  } else if ([type isEqualToString:@"aneLoad"]) {
    _loaded = _loaded || ok;
  } else if (!ok) {
    NSString *text = ANOMessageValue(ANOMessageValue(fields, @"error"), @"text");
    [_compileError release];
    _compileError = [(text != nil ? text : @"no error was given") copy];
  }
}

- (NSDictionary<NSString *, id> *)json {
  NSMutableDictionary *json = [NSMutableDictionary dictionaryWithDictionary:_identity];
  NSData *text = [[self key] dataUsingEncoding:NSUTF8StringEncoding];
  id key = [self namesInKeyOf:@"inputs"] == nil ? nil : ANOJsonRead([text bytes], [text length]);
  if (key != nil) {
    [json setObject:key forKey:@"key"];
  }
  [json setObject:[NSNumber numberWithUnsignedInteger:_calls] forKey:@"calls"];
  [json setObject:[NSNumber numberWithUnsignedInteger:_failedCalls] forKey:@"failedCalls"];
  return json;
}

@end
