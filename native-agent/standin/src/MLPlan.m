#import <CoreML/MLComputePlan.h>

#import "MLStructure.h"
#import "StandinPlay.h"
#import "StandinScript.h"

#include <pthread.h>

@implementation MLCPUComputeDevice
@end

@implementation MLGPUComputeDevice
@end

@implementation MLNeuralEngineComputeDevice

- (NSInteger)totalCoreCount {
  return (NSInteger)StandinNumber(StandinHostScript(), @"aneCores", 0);
}

@end

static id<MLComputeDeviceProtocol> deviceNamed(NSString *name) {
  Class class = [name isEqual:@"ANE"]   ? [MLNeuralEngineComputeDevice class]
                : [name isEqual:@"GPU"] ? [MLGPUComputeDevice class]
                                        : [MLCPUComputeDevice class];
  return [[[class alloc] init] autorelease];
}

@implementation MLComputePlanDeviceUsage

ANO_SCRIPTED

- (NSArray *)supportedComputeDevices {
  NSMutableArray *devices = [NSMutableArray array];
  for (NSString *name in StandinTyped([_script objectForKey:@"supported"], [NSArray class])) {
    [devices addObject:deviceNamed(name)];
  }
  return devices;
}

- (id<MLComputeDeviceProtocol>)preferredComputeDevice {
  return deviceNamed([_script objectForKey:@"preferred"]);
}

@end

@implementation MLComputePlanCost

ANO_SCRIPTED

- (double)weight {
  return StandinNumber(_script, @"cost", 0);
}

@end

/// Published as MLComputePlan: before macOS 14.4 there is none.
@interface ANOStandinMLComputePlan : NSObject {
  NSDictionary *_script;
}

- (instancetype)initWithScript:(NSDictionary *)script;

@end

static id makeFromRow(Class class, NSDictionary *script, NSString *needed) {
  return [script objectForKey:needed] == nil ? nil
                                             : [[[class alloc] initWithScript:script] autorelease];
}

static void *answer(void *work) {
  @autoreleasepool {
    ((void (^)(void))work)();
    Block_release(work);
  }
  return NULL;
}

@implementation ANOStandinMLComputePlan

ANO_SCRIPTED

/// Answers on another thread, as the framework does.
+ (void)loadContentsOfURL:(NSURL *)url
            configuration:(MLModelConfiguration *)configuration
        completionHandler:(void (^)(id, NSError *))handler {
  if (![[[url path] pathExtension] isEqual:@"mlmodelc"]) {
    // apple/coremltools#2757: a package is not refused, it ends the process.
    abort();
  }
  void (^work)(void) = Block_copy(^{
    NSError *error = nil;
    NSDictionary *script = StandinModelScript([url path]);
    id plan = nil;
    if (script == nil) {
      error = StandinModelError(MLModelErrorIO, @"There is no model at %@", [url path]);
    } else if (StandinPlay(script, @"plan", &error)) {
      NSDictionary *given = StandinTyped([script objectForKey:@"plan"], [NSDictionary class]);
      plan = [[[self alloc] initWithScript:given ?: [NSDictionary dictionary]] autorelease];
    }
    handler(plan, error);
  });
  pthread_t thread;
  pthread_create(&thread, NULL, answer, (void *)work);
  pthread_detach(thread);
}

- (MLModelStructure *)modelStructure {
  return [[[MLModelStructure alloc] initWithScript:_script] autorelease];
}

- (MLComputePlanDeviceUsage *)computeDeviceUsageForMLProgramOperation:
    (MLModelStructureProgramOperation *)operation {
  return makeFromRow([MLComputePlanDeviceUsage class], [operation script], @"preferred");
}

- (MLComputePlanDeviceUsage *)computeDeviceUsageForNeuralNetworkLayer:
    (MLModelStructureNeuralNetworkLayer *)layer {
  return makeFromRow([MLComputePlanDeviceUsage class], [layer script], @"preferred");
}

- (MLComputePlanCost *)estimatedCostOfMLProgramOperation:
    (MLModelStructureProgramOperation *)operation {
  return makeFromRow([MLComputePlanCost class], [operation script], @"cost");
}

@end
