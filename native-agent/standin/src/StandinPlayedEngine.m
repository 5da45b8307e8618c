#import "StandinPlayedEngine.h"

#import "MLAnalytics.h"
#import "StandinFrames.h"
#import "StandinPlay.h"
#import "StandinPlayedSegment.h"
#import "StandinScript.h"

#import <objc/runtime.h>

#include <pthread.h>

enum { E5Off = 1, FallbackMilliseconds = 1 };

static Class engineClass(NSString *name) {
  @synchronized([StandinPlayedEngine class]) {
    Class known = objc_getClass([name UTF8String]);
    if (known == Nil) {
      known = objc_allocateClassPair([StandinPlayedEngine class], [name UTF8String], 0);
      objc_registerClassPair(known);
    }
    return known;
  }
}

static BOOL usesNeuralEngine(MLComputeUnits units) {
  return (units == MLComputeUnitsAll || units == MLComputeUnitsCPUAndNeuralEngine) &&
         StandinFlag(StandinHostScript(), @"anePresent", YES);
}

static BOOL isParallel(StandinPlayedSegment *segment) {
  return StandinFlag(segment.script, @"parallel", NO);
}

@implementation StandinPlayedEngine

+ (StandinPlayedEngine *)engineForScript:(NSDictionary *)script
                                    path:(NSString *)path
                           configuration:(MLModelConfiguration *)configuration {
  BOOL e5 = [[script objectForKey:@"runtime"] isEqual:@"E5"] &&
            [configuration experimentalMLE5EngineUsage] != E5Off;
  NSString *name = StandinTyped([script objectForKey:@"engineClass"], [NSString class]);
  Class class = engineClass(name ?: e5 ? @"MLE5Engine" : @"MLNeuralNetworkEngine");
  StandinPlayedEngine *engine = [[[class alloc] init] autorelease];
  engine->_script = [script retain];
  engine->_configuration = [configuration retain];
  engine->_e5 = e5;
  [engine loadFrom:path];
  return engine;
}

- (void)dealloc {
  [_script release];
  [_configuration release];
  [_segments release];
  [super dealloc];
}

- (void)loadFrom:(NSString *)path {
  if (!usesNeuralEngine(_configuration.computeUnits)) {
    return;
  }
  NSMutableArray *segments = [NSMutableArray array];
  BOOL warm = StandinFlag(_script, @"warm", NO);
  for (NSDictionary *script in StandinTyped([_script objectForKey:@"segments"], [NSArray class])) {
    StandinPlayedSegment *segment =
        [[[StandinPlayedSegment alloc] initWithScript:script
                                                index:[segments count]
                                                   e5:_e5
                                             function:_configuration.functionName ?: @"main"
                                                 path:path] autorelease];
    [segments addObject:segment];
    [segment loadWarm:warm];
  }
  _segments = [segments copy];
}

/// A refused call falls back to the CPU, as Core ML does.
- (void)callOnce:(StandinPlayedSegment *)segment {
  if (![segment call]) {
    (_e5 ? StandinE5CPU : StandinClassicCPU)(^{
      StandinPauseFor(FallbackMilliseconds);
    });
  }
}

- (void)callAll:(StandinPlayedSegment *)segment {
  if (!segment.loaded || StandinFlag(segment.script, @"neverCalled", NO)) {
    return;
  }
  for (NSUInteger i = (NSUInteger)StandinNumber(segment.script, @"times", 1); i > 0; i--) {
    [self callOnce:segment];
  }
}

static void *runWork(void *work) {
  @autoreleasepool {
    ((StandinWork)work)();
  }
  return NULL;
}

- (void)callTogether:(NSArray *)segments {
  pthread_t threads[64];
  BOOL started[64];
  NSUInteger count = MIN([segments count], (NSUInteger)64);
  NSMutableArray *works = [NSMutableArray array];
  for (NSUInteger i = 0; i < count; i++) {
    StandinPlayedSegment *segment = [segments objectAtIndex:i];
    StandinWork work = Block_copy(^{
      [self callAll:segment];
    });
    [works addObject:[NSValue valueWithPointer:(void *)work]];
    started[i] = pthread_create(&threads[i], NULL, runWork, (void *)work) == 0;
  }
  for (NSUInteger i = 0; i < count; i++) {
    if (started[i]) {
      pthread_join(threads[i], NULL);
    }
    Block_release([[works objectAtIndex:i] pointerValue]);
  }
}

- (void)callSegments {
  NSMutableArray *together = [NSMutableArray array];
  for (StandinPlayedSegment *segment in _segments) {
    if (isParallel(segment)) {
      [together addObject:segment];
      continue;
    }
    [self callTogether:together];
    [together removeAllObjects];
    [self callAll:segment];
  }
  [self callTogether:together];
}

- (void)spendElsewhere {
  NSDictionary *elsewhere = StandinTyped([_script objectForKey:@"elsewhere"], [NSDictionary class]);
  double cpu = StandinNumber(elsewhere, @"cpuMs", 0);
  MLComputeUnits units = _configuration.computeUnits;
  BOOL hasGPU = units == MLComputeUnitsAll || units == MLComputeUnitsCPUAndGPU;
  double gpu = hasGPU ? StandinNumber(elsewhere, @"gpuMs", 0) : 0;
  if (cpu > 0) {
    StandinWork pause = ^{
      StandinPauseFor(cpu);
    };
    (_e5 ? StandinE5CPU : StandinClassicCPU)(^{
      if (_e5) {
        StandinE5Graph(pause);
      } else {
        pause();
      }
    });
  }
  if (gpu > 0) {
    (_e5 ? StandinE5GPU : StandinClassicGPU)(^{
      StandinPauseFor(gpu);
    });
  }
}

- (BOOL)predictWithError:(NSError **)error {
  NSUInteger number = 0;
  @synchronized(self) {
    number = _predictions++;
  }
  if (!StandinPlayPrediction(_script, number, error)) {
    return NO;
  }
  StandinWork work = ^{
    [self callSegments];
    [self spendElsewhere];
  };
  if (_e5) {
    StandinE5Stream(work);
  } else {
    work();
  }
  return YES;
}

- (id)program {
  BOOL profiled = [_configuration profilingOptions] == 1;
  return _e5 && profiled ? [[[StandinPlayedProgram alloc] initWithScript:_script] autorelease]
                         : nil;
}

@end

@implementation MLDelegateModel

- (instancetype)initWithEngine:(StandinPlayedEngine *)engine {
  self = [super init];
  if (self != nil) {
    _internalEngine = [engine retain];
  }
  return self;
}

- (void)dealloc {
  [_internalEngine release];
  [super dealloc];
}

- (StandinPlayedEngine *)engine {
  return _internalEngine;
}

@end
