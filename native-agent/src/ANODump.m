#import "ANODump.h"

#import "ANODumpTensor.h"

enum { kLongestName = 80 };

static const unsigned long long kDefaultLimit = 1ULL << 30;

/// A part of a file's name: symbols may hold anything.
static NSString *SafeName(NSString *symbol) {
  NSMutableString *name = [NSMutableString string];
  for (NSUInteger i = 0; i < [symbol length] && i < kLongestName; i++) {
    unichar c = [symbol characterAtIndex:i];
    BOOL safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                c == '_' || c == '-';
    [name appendFormat:@"%c", safe ? (char)c : '_'];
  }
  return name;
}

static NSNumber *Number(unsigned long long value) {
  return [NSNumber numberWithUnsignedLongLong:value];
}

@implementation ANODump

- (instancetype)initWithDirectory:(NSString *)directory limit:(unsigned long long)limit {
  if ((self = [super init])) {
    _directory = [directory copy];
    _limit = limit > 0 ? limit : kDefaultLimit;
    [[NSFileManager defaultManager] createDirectoryAtPath:directory
                              withIntermediateDirectories:YES
                                               attributes:nil
                                                    error:NULL];
  }
  return self;
}

- (void)dealloc {
  [_directory release];
  [super dealloc];
}

- (BOOL)write:(ANODumpTensor *)tensor as:(NSString *)name facts:(NSDictionary *)facts {
  NSMutableDictionary *all = [NSMutableDictionary dictionaryWithDictionary:tensor.facts];
  [all addEntriesFromDictionary:facts];
  NSData *json = [NSJSONSerialization dataWithJSONObject:all options:0 error:NULL];
  NSString *path = [_directory stringByAppendingPathComponent:name];
  NSString *data = [path stringByAppendingString:@".bin"];
  if (json && [tensor.bytes writeToFile:data atomically:NO] &&
      [json writeToFile:[path stringByAppendingString:@".json"] atomically:NO]) {
    return YES;
  }
  [[NSFileManager defaultManager] removeItemAtPath:data error:NULL];
  return NO;
}

/// Sets the tensor's bytes aside from the limit; whoever gets NO leaves the tensor out.
- (BOOL)claim:(unsigned long long)size {
  @synchronized(self) {
    BOOL fits = size <= _limit && _bytes <= _limit - size;
    _bytes += fits ? size : 0;
    _skipped += fits ? 0 : 1;
    return fits;
  }
}

- (void)settle:(unsigned long long)size written:(BOOL)written {
  @synchronized(self) {
    _files += written ? 1 : 0;
    _skipped += written ? 0 : 1;
    _bytes -= written ? 0 : size;
  }
}

- (void)dumpTensor:(NSUInteger)index
           outputs:(BOOL)outputs
         ofRequest:(id)request
          aneModel:(id)aneModel
             model:(NSUInteger)model
              call:(NSUInteger)call {
  unsigned long long size = [ANODumpTensor sizeOfRequest:request outputs:outputs index:index];
  if (![self claim:size]) {
    return;
  }
  BOOL written = NO;
  @try {
    ANODumpTensor *tensor = [ANODumpTensor tensorOfRequest:request
                                                  aneModel:aneModel
                                                   outputs:outputs
                                                     index:index];
    NSString *direction = outputs ? @"output" : @"input";
    NSString *name =
        [NSString stringWithFormat:@"segment-%lu-call-%lu-%@-%lu-%@", (unsigned long)model,
                                   (unsigned long)call, direction, (unsigned long)index,
                                   SafeName(tensor.symbol)];
    NSDictionary *facts = [NSDictionary
        dictionaryWithObjectsAndKeys:Number(model), @"model", Number(call), @"call", direction,
                                     @"direction", Number(index), @"index", nil];
    written = tensor && [self write:tensor as:name facts:facts];
  } @finally {
    [self settle:size written:written];
  }
}

- (void)dumpRequest:(id)request
            outputs:(BOOL)outputs
           aneModel:(id)aneModel
              model:(NSUInteger)model
               call:(NSUInteger)call {
  NSUInteger count = [ANODumpTensor countOfRequest:request outputs:outputs];
  for (NSUInteger i = 0; i < count; i++) {
    @autoreleasepool {
      [self dumpTensor:i outputs:outputs ofRequest:request aneModel:aneModel model:model call:call];
    }
  }
}

#pragma mark - ANOCallObserver

- (void)willCallModel:(NSUInteger)model
                 call:(NSUInteger)call
             aneModel:(id)aneModel
              request:(id)request {
  [self dumpRequest:request outputs:NO aneModel:aneModel model:model call:call];
}

/// Outputs of a failed call are what was there before.
- (void)didCallModel:(NSUInteger)model
                call:(NSUInteger)call
            aneModel:(id)aneModel
             request:(id)request
             success:(BOOL)success {
  if (success) {
    [self dumpRequest:request outputs:YES aneModel:aneModel model:model call:call];
  }
}

#pragma mark - ANOWitness

- (void)willCompile {
}

- (void)didLoadModel:(id<ANOModel>)model {
}

- (void)willPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs {
}

- (void)didPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs {
}

- (void)reportTo:(id<ANOSink>)sink {
  NSDictionary *data = nil;
  @synchronized(self) {
    data = [NSDictionary dictionaryWithObjectsAndKeys:_directory, @"directory", Number(_files),
                                                      @"files", Number(_bytes), @"bytes",
                                                      Number(_skipped), @"skipped", nil];
  }
  [sink emit:@"evidence"
      fields:[NSDictionary dictionaryWithObjectsAndKeys:@"dumps", @"kind", data, @"data", nil]];
}

- (void)gatherLateFor:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs sink:(id<ANOSink>)sink {
}

@end
