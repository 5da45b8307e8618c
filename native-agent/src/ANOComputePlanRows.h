/// Sends the rows of a compute plan, through functions, nested blocks and pipelines.
#import "ANORuntime.h"

#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

API_AVAILABLE(macos(14.4))
@interface ANOComputePlanRows : NSObject {
  MLComputePlan *_plan;
  id<ANOSink> _sink;
  NSUInteger _stages;
}

- (instancetype)initWithPlan:(MLComputePlan *)plan sink:(id<ANOSink>)sink;

/// `stage` is nil outside a pipeline.
- (void)sendStructure:(MLModelStructure *)structure stage:(nullable NSNumber *)stage;

@end

NS_ASSUME_NONNULL_END
