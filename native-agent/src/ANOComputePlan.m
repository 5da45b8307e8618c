#import "ANOComputePlan.h"

#import "ANOComputePlanRows.h"
#import "ANOLoading.h"

static NSString *const kDomain = @"dev.aneoracle.plan";

enum { kNoPlans = 1, kNotCompiled = 2 };

/// Keeps what the completion handler brings until the caller takes it.
@interface ANOComputePlanAnswer : NSObject {
  NSCondition *_condition;
  BOOL _came;
  id _plan;
  NSError *_error;
}
@end

@implementation ANOComputePlanAnswer

- (instancetype)init {
  if ((self = [super init])) {
    _condition = [NSCondition new];
  }
  return self;
}

- (void)dealloc {
  [_condition release];
  [_plan release];
  [_error release];
  [super dealloc];
}

- (void)bringPlan:(id)plan error:(NSError *)error {
  [_condition lock];
  _plan = [plan retain];
  _error = [error retain];
  _came = YES;
  [_condition signal];
  [_condition unlock];
}

- (id)waitForPlan:(NSError **)error {
  [_condition lock];
  while (!_came) {
    [_condition wait];
  }
  [_condition unlock];
  *error = [[_error retain] autorelease];
  return [[_plan retain] autorelease];
}

@end

API_AVAILABLE(macos(14.4))
static MLComputePlan *LoadPlan(Class plans, NSString *path, MLModelConfiguration *configuration,
                               NSError **error) {
  ANOComputePlanAnswer *answer = [[ANOComputePlanAnswer new] autorelease];
  [plans loadContentsOfURL:[NSURL fileURLWithPath:path]
             configuration:configuration
         completionHandler:^(MLComputePlan *plan, NSError *failure) {
           [answer bringPlan:plan error:failure];
         }];
  return [answer waitForPlan:error];
}

@implementation ANOComputePlan

+ (BOOL)planModelAtPath:(NSString *)compiledPath
           computeUnits:(NSString *)computeUnits
                   sink:(id<ANOSink>)sink
                  fault:(ANOFault **)fault {
  // A package would end the process (apple/coremltools#2757).
  if (![[compiledPath pathExtension] isEqual:@"mlmodelc"]) {
    *fault = [ANOFault faultWithStatus:ANOStatusRead
                                domain:kDomain
                                  code:kNotCompiled
                               message:@"Only a compiled model (.mlmodelc) can be planned."];
    return NO;
  }
  MLModelConfiguration *configuration = ANOConfiguration(computeUnits, fault);
  if (!configuration) {
    return NO;
  }
  Class plans = NSClassFromString(@"MLComputePlan");
  if (@available(macOS 14.4, *)) {
    if (plans) {
      return [self planWith:plans
                       path:compiledPath
              configuration:configuration
                       sink:sink
                      fault:fault];
    }
  }
  *fault = [ANOFault faultWithStatus:ANOStatusOther
                              domain:kDomain
                                code:kNoPlans
                             message:@"This system has no MLComputePlan: macOS 14.4 is needed."];
  return NO;
}

+ (BOOL)planWith:(Class)plans
             path:(NSString *)path
    configuration:(MLModelConfiguration *)configuration
             sink:(id<ANOSink>)sink
            fault:(ANOFault **)fault API_AVAILABLE(macos(14.4)) {
  NSError *error = nil;
  MLComputePlan *plan = LoadPlan(plans, path, configuration, &error);
  if (!plan) {
    *fault = [ANOFault faultWithStatus:ANOStatusOther error:error];
    return NO;
  }
  ANOComputePlanRows *rows = [[[ANOComputePlanRows alloc] initWithPlan:plan sink:sink] autorelease];
  [rows sendStructure:plan.modelStructure stage:nil];
  return YES;
}

@end
