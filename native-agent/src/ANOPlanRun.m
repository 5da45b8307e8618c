#import "ANOPlanRun.h"

#import "ANOEvaluation.h"

@implementation ANOPlanRun

- (instancetype)initWithRuntime:(id<ANORuntime>)runtime
                           path:(NSString *)compiledPath
                   computeUnits:(NSString *)computeUnits
                           sink:(id<ANOSink>)sink {
  self = [super init];
  if (self != nil) {
    _runtime = [runtime retain];
    _path = [compiledPath copy];
    _computeUnits = [computeUnits copy];
    _sink = [sink retain];
  }
  return self;
}

- (void)dealloc {
  [_runtime release];
  [_path release];
  [_computeUnits release];
  [_sink release];
  [super dealloc];
}

- (BOOL)run {
  ANOFault *fault = nil;
  BOOL planned = NO;
  [_sink emit:@"phase" fields:@{@"name" : ANOPhaseName(ANOPhasePlanning)}];
  unsigned long long start = ANONow();
  @try {
    planned = [_runtime planModelAtPath:_path computeUnits:_computeUnits sink:_sink fault:&fault];
  } @catch (NSException *exception) {
    fault = [ANOFault faultWithStatus:ANOStatusOther exception:exception];
  }
  if (!planned) {
    if (fault == nil) {
      fault = [ANOFault faultWithStatus:ANOStatusOther error:nil];
    }
    [_sink emit:@"failure" fields:ANOFailureFields(fault, ANOPhasePlanning)];
    return NO;
  }
  NSNumber *time = [NSNumber numberWithUnsignedLongLong:ANONow() - start];
  [_sink emit:@"result" fields:@{@"timings" : @{@"planNs" : time}}];
  return YES;
}

- (void)gatherLate {
  @try {
    [_runtime analyzeModelAtPath:_path computeUnits:_computeUnits sink:_sink];
  } @catch (NSException *exception) {
    NSString *text = [NSString stringWithFormat:@"The analytics failed: %@", exception];
    [_sink emit:@"log" fields:@{@"level" : @"WARN", @"text" : text}];
  }
}

@end
