#import "ANOStackWitness.h"

#import "ANOStackSampler.h"

#include <time.h>

static const double kSecondsOfPredictions = 0.3;

static double Now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static NSDictionary *Fields(ano_stack_counts counts) {
  NSMutableDictionary *engines = [NSMutableDictionary dictionary];
  for (int i = 0; i < ANO_STACK_ENGINES; i++) {
    if (counts.engines[i] > 0) {
      [engines setObject:[NSNumber numberWithUnsignedInt:counts.engines[i]]
                  forKey:[NSString stringWithUTF8String:ano_stack_engine_names[i]]];
    }
  }
  NSNumber *samples = [NSNumber numberWithUnsignedInt:counts.samples];
  NSDictionary *data =
      [NSDictionary dictionaryWithObjectsAndKeys:samples, @"samples", engines, @"engines", nil];
  return [NSDictionary dictionaryWithObjectsAndKeys:@"stacks", @"kind", data, @"data", nil];
}

@implementation ANOStackWitness

- (void)willCompile {
}

- (void)didLoadModel:(id<ANOModel>)model {
}

- (void)willPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs {
}

- (void)didPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs {
}

- (void)reportTo:(id<ANOSink>)sink {
}

/// At least one prediction, and no further one after the time or a failure.
- (void)predict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs {
  double end = Now() + kSecondsOfPredictions;
  BOOL ran = YES;
  do {
    @autoreleasepool {
      ANOFault *fault = nil;
      ran = [model predictWithInputs:inputs fault:&fault] != nil;
    }
  } while (ran && Now() < end);
}

- (void)gatherLateFor:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs sink:(id<ANOSink>)sink {
  ano_stack_sampler *sampler = ano_stack_sampler_start();
  if (sampler == NULL) {
    return;
  }
  @try {
    [self predict:model inputs:inputs];
  } @finally {
    [sink emit:@"evidence" fields:Fields(ano_stack_sampler_stop(sampler))];
  }
}

@end
