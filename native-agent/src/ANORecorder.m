#import "ANORecorder.h"

#import "ANOCallerStack.h"
#import "ANOHookEvent.h"
#import "ANORead.h"
#import "ANOSegment.h"
#import "_ANERequest.h"

#include <pthread.h>

static pthread_mutex_t currentLock = PTHREAD_MUTEX_INITIALIZER;
static ANORecorder *current;

static void setCurrent(ANORecorder *recorder) {
  pthread_mutex_lock(&currentLock);
  ANORecorder *previous = current;
  current = [recorder retain];
  pthread_mutex_unlock(&currentLock);
  [previous release];
}

@implementation ANORecorder

+ (ANORecorder *)retainCurrent {
  pthread_mutex_lock(&currentLock);
  ANORecorder *recorder = [current retain];
  pthread_mutex_unlock(&currentLock);
  return recorder;
}

- (instancetype)initWithSink:(id<ANOSink>)sink observer:(id<ANOCallObserver>)observer {
  if ((self = [super init])) {
    _sink = [sink retain];
    _observer = [observer retain];
    _lock = [[NSCondition alloc] init];
    _segments = [[NSMutableDictionary alloc] init];
    _prediction = -1;
  }
  return self;
}

- (void)dealloc {
  [_sink release];
  [_observer release];
  [_lock release];
  [_segments release];
  [super dealloc];
}

- (void)beginCurrent {
  [_lock lock];
  _recording = YES;
  [_lock unlock];
  setCurrent(self);
}

- (void)end {
  [_lock lock];
  _recording = NO;
  while (_telling > 0) {
    [_lock wait];
  }
  // Lets go of the models; calls that still run look at no segment any more.
  [_segments removeAllObjects];
  [_lock unlock];
  pthread_mutex_lock(&currentLock);
  ANORecorder *mine = current == self ? current : nil;
  if (mine) {
    current = nil;
  }
  pthread_mutex_unlock(&currentLock);
  [mine release];
}

- (NSInteger)prediction {
  [_lock lock];
  NSInteger prediction = _prediction;
  [_lock unlock];
  return prediction;
}

- (void)setPrediction:(NSInteger)prediction {
  [_lock lock];
  _prediction = prediction;
  [_lock unlock];
}

- (unsigned long long)aneNanoseconds {
  [_lock lock];
  unsigned long long nanoseconds = _aneNanoseconds;
  [_lock unlock];
  return nanoseconds;
}

- (NSUInteger)aneCompiles {
  [_lock lock];
  NSUInteger compiles = _aneCompiles;
  [_lock unlock];
  return compiles;
}

#pragma mark - Telling

/// Keeps -end from returning until -endTelling; NO where nothing may be told any more.
- (BOOL)beginTelling {
  [_lock lock];
  BOOL may = _recording;
  if (may) {
    _telling++;
  }
  [_lock unlock];
  return may;
}

- (void)endTelling {
  [_lock lock];
  if (--_telling == 0) {
    [_lock broadcast];
  }
  [_lock unlock];
}

/// Returns the model's segment, a new one where it is not known. Under the lock.
- (ANOSegment *)segmentOf:(id)aneModel {
  NSValue *address = [NSValue valueWithPointer:aneModel];
  ANOSegment *segment = [_segments objectForKey:address];
  if (!segment) {
    segment = [[[ANOSegment alloc] initWithNumber:[_segments count] + 1
                                         aneModel:aneModel] autorelease];
    [_segments setObject:segment forKey:address];
  }
  return segment;
}

/// Reads the model outside the lock, since its getters are not ours.
- (void)learnOf:(ANOHookFrame *)frame {
  NSNumber *procedure =
      ANOAs([NSNumber class], ANOReadObject(frame->request, @selector(procedureIndex)));
  [_lock lock];
  BOOL lacking = frame->options || [frame->segment lacksProcedure:procedure];
  NSSet *procedures = [frame->segment proceduresWith:procedure];
  [_lock unlock];
  if (lacking) {
    NSDictionary *facts = ANOSegmentFacts(frame->model, frame->options, procedures);
    [_lock lock];
    [frame->segment learn:facts procedures:procedures];
    [_lock unlock];
  }
}

/// Adds the segment where the service lacks it, and marks it as known only when the event is out:
/// of two events at once both carry it, so that whichever comes first does.
- (void)emit:(NSString *)type fields:(NSMutableDictionary *)fields of:(ANOHookFrame *)frame {
  NSUInteger revision = 0;
  [_lock lock];
  NSDictionary *facts = [frame->segment unsentFacts:&revision];
  [_lock unlock];
  if (facts) {
    [fields setObject:facts forKey:@"segment"];
  }
  [_sink emit:type fields:fields];
  [_lock lock];
  [frame->segment sent:revision];
  [_lock unlock];
}

#pragma mark - For hooks

- (void)willRun:(ANOHookFrame *)frame {
  @autoreleasepool {
    if (![self beginTelling]) {
      return;
    }
    @try {
      BOOL isCall = ANOHookTable[frame->hook].kind == ANOHookKindCall;
      [_lock lock];
      frame->segment = [self segmentOf:frame->model];
      frame->prediction = _prediction;
      frame->call = isCall ? [frame->segment countCall] : 0;
      BOOL tellsCaller = isCall && [frame->segment claimTellingCaller];
      [_lock unlock];
      if (tellsCaller) {
        frame->stack = [ANOCallerStack() retain];
      }
      [self learnOf:frame];
      if (isCall) {
        frame->asynchronous = ANOHookIsAsynchronous(frame);
        [_observer willCallModel:frame->segment.number
                            call:frame->call
                        aneModel:frame->model
                         request:frame->request];
      }
    } @finally {
      [self endTelling];
    }
  }
}

- (void)didRun:(ANOHookFrame *)frame {
  @autoreleasepool {
    NSArray *stack = [frame->stack autorelease];
    if (!frame->segment || ![self beginTelling]) {
      return;
    }
    @try {
      [self tell:frame stack:stack];
    } @finally {
      [self endTelling];
    }
  }
}

- (void)tell:(ANOHookFrame *)frame stack:(NSArray *)stack {
  [self learnOf:frame];
  NSString *type = nil;
  NSMutableDictionary *fields = ANOHookEvent(frame, frame->segment.number);
  [_lock lock];
  switch (ANOHookTable[frame->hook].kind) {
    case ANOHookKindCall:
      type = @"aneCall";
      _aneNanoseconds += frame->ok ? frame->nanoseconds : 0;
      break;
    case ANOHookKindCompile:
      type = @"aneCompile";
      _aneCompiles++;
      break;
    case ANOHookKindLoad:
      type = @"aneLoad";
      break;
    case ANOHookKindPrepare:
    case ANOHookKindReport:
      break;
  }
  [_lock unlock];
  if ([type isEqualToString:@"aneCall"]) {
    ANOHookEventAddCall(fields, frame, stack);
    @try {
      [_observer didCallModel:frame->segment.number
                         call:frame->call
                     aneModel:frame->model
                      request:frame->request
                      success:frame->ok];
    } @catch (id thrown) {
      // A dump that fails must not cost the event.
    }
  }
  if (type) {
    [self emit:type fields:fields of:frame];
  }
}

- (void)model:(id)aneModel failedFor:(unsigned int)reason queue:(unsigned long long)queue {
  @autoreleasepool {
    if (![self beginTelling]) {
      return;
    }
    @try {
      [_lock lock];
      NSUInteger number = [self segmentOf:aneModel].number;
      [_lock unlock];
      NSString *text = [NSString
          stringWithFormat:@"the ANE client reports a failed evaluation of model %lu: reason %u, "
                           @"queue %llu",
                           (unsigned long)number, reason, queue];
      [_sink emit:@"log" fields:@{@"level" : @"WARN", @"text" : text}];
    } @finally {
      [self endTelling];
    }
  }
}

@end
