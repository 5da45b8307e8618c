#import "ANOEvaluation.h"

#include <time.h>

unsigned long long ANONow(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (unsigned long long)now.tv_sec * 1000000000ull + (unsigned long long)now.tv_nsec;
}

NSDictionary<NSString *, id> *ANOFailureFields(ANOFault *fault, ANOPhase phase) {
  NSMutableDictionary *fields = [NSMutableDictionary dictionary];
  [fields setObject:[NSNumber numberWithInteger:[fault status]] forKey:@"status"];
  [fields setObject:[fault domain] forKey:@"domain"];
  [fields setObject:[NSNumber numberWithInteger:[fault code]] forKey:@"code"];
  [fields setObject:[fault message] forKey:@"message"];
  if (ANOPhaseName(phase) != nil) {
    [fields setObject:ANOPhaseName(phase) forKey:@"phase"];
  }
  return fields;
}

static NSNumber *Number(unsigned long long number) {
  return [NSNumber numberWithUnsignedLongLong:number];
}

/// The step decides on the status; only what is no step's fault keeps its own.
static ANOFault *FaultOfStep(ANOFault *fault, ANOStatus status) {
  if (fault == nil) {
    return [ANOFault faultWithStatus:status error:nil];
  }
  if ([fault status] == ANOStatusOther || [fault status] == status) {
    return fault;
  }
  return [ANOFault faultWithStatus:status
                            domain:[fault domain]
                              code:[fault code]
                           message:[fault message]];
}

@implementation ANOEvaluation

@synthesize compiledPath = _compiledPath;
@synthesize model = _model;

- (instancetype)initWithRuntime:(id<ANORuntime>)runtime
                        options:(ANOOptions *)options
                           sink:(id<ANOSink>)sink {
  self = [super init];
  if (self != nil) {
    _runtime = [runtime retain];
    _options = [options retain];
    _sink = [sink retain];
    _predictNanoseconds = [[NSMutableArray alloc] init];
  }
  return self;
}

- (void)dealloc {
  [_runtime release];
  [_options release];
  [_sink release];
  [_witnesses release];
  [_model release];
  [_inputs release];
  [_outputs release];
  [_compiledPath release];
  [_predictNanoseconds release];
  [super dealloc];
}

- (BOOL)run {
  ANOFault *fault = nil;
  @try {
    if ([self runSteps:&fault]) {
      return YES;
    }
  } @catch (NSException *exception) {
    fault = [ANOFault faultWithStatus:ANOStatusOther exception:exception];
  } @
  try {
    [_runtime endRecording];
  } @catch (NSException *exception) {
    [self warn:[NSString stringWithFormat:@"The recording could not be ended: %@", exception]];
  }
  [_sink emit:@"failure" fields:ANOFailureFields(fault, _phase)];
  return NO;
}

- (void)gatherLate {
  [self askWitnesses:@"late"
                  by:^(id<ANOWitness> witness) {
                    [witness gatherLateFor:self->_model inputs:self->_inputs sink:self->_sink];
                  }];
}

#pragma mark - Steps -

- (BOOL)runSteps:(ANOFault **)fault {
  if (![self findModel:fault]) {
    return NO;
  }
  [self begin];
  if (![self compile:fault] || ![self load:fault] || ![self predict:fault]) {
    return NO;
  }
  BOOL intact = [_runtime hooksIntact];
  [_runtime endRecording];
  [self askWitnesses:@"after the predictions"
                  by:^(id<ANOWitness> witness) {
                    [witness didPredict:self->_model inputs:self->_inputs];
                  }];
  [self reportMissingOutputs];
  [self reportEvidence];
  [_sink emit:@"result" fields:[self resultWithHooksIntact:intact]];
  return YES;
}

/// A file that is not there was not read; Core ML would call it a failed compile.
- (BOOL)findModel:(ANOFault **)fault {
  NSString *path = [_options modelPath];
  if ([[NSFileManager defaultManager] isReadableFileAtPath:path]) {
    return YES;
  }
  *fault =
      [ANOFault faultWithStatus:ANOStatusRead
                         domain:NSCocoaErrorDomain
                           code:260
                        message:[@"There is no readable model at " stringByAppendingString:path]];
  return NO;
}

- (void)begin {
  [_runtime beginRecordingTo:_sink options:_options];
  @try {
    _witnesses = [[_runtime witnessesForOptions:_options] copy];
  } @catch (NSException *exception) {
    [self warn:[NSString stringWithFormat:@"There are no witnesses: %@", exception]];
  }
  [self askWitnesses:@"before the compile"
                  by:^(id<ANOWitness> witness) {
                    [witness willCompile];
                  }];
}

- (BOOL)compile:(ANOFault **)fault {
  NSString *path = [_options modelPath];
  if ([[path pathExtension] isEqualToString:@"mlmodelc"]) {
    _compiledPath = [path copy];
    return YES;
  }
  [self enter:ANOPhaseCompiling];
  ANOFault *cause = nil;
  unsigned long long start = ANONow();
  _compiledPath = [[_runtime compileModelAtPath:path fault:&cause] copy];
  _compileNanoseconds = ANONow() - start;
  if (_compiledPath == nil) {
    *fault = FaultOfStep(cause, ANOStatusCompile);
  }
  return _compiledPath != nil;
}

- (BOOL)load:(ANOFault **)fault {
  [self enter:ANOPhaseLoading];
  ANOFault *cause = nil;
  NSUInteger compiles = [_runtime aneCompiles];
  unsigned long long start = ANONow();
  _model = [[_runtime loadModelAtPath:_compiledPath options:_options fault:&cause] retain];
  _loadNanoseconds = ANONow() - start;
  _loadCompiles = [_runtime aneCompiles] - compiles;
  if (_model == nil) {
    *fault = FaultOfStep(cause, ANOStatusRead);
    return NO;
  }
  [self askWitnesses:@"after the load"
                  by:^(id<ANOWitness> witness) {
                    [witness didLoadModel:self->_model];
                  }];
  return YES;
}

- (BOOL)predict:(ANOFault **)fault {
  [self enter:ANOPhaseRunningPrediction];
  ANOFault *cause = nil;
  _inputs = [[_model makeInputsWithOptions:_options fault:&cause] retain];
  if (_inputs == nil) {
    *fault = FaultOfStep(cause, ANOStatusInput);
    return NO;
  }
  [self askWitnesses:@"before the predictions"
                  by:^(id<ANOWitness> witness) {
                    [witness willPredict:self->_model inputs:self->_inputs];
                  }];
  for (NSUInteger i = 0; i < [_options predictions]; i++) {
    @autoreleasepool {
      cause = [[self predictOnce:i] retain];
    }
    [cause autorelease];
    if (cause != nil) {
      *fault = FaultOfStep(cause, ANOStatusPredict);
      return NO;
    }
  }
  return YES;
}

/// Returns why it failed, nil where it did not.
- (ANOFault *)predictOnce:(NSUInteger)number {
  ANOFault *fault = nil;
  [_runtime setPrediction:(NSInteger)number];
  unsigned long long start = ANONow();
  NSArray *outputs = [_model predictWithInputs:_inputs fault:&fault];
  [_predictNanoseconds addObject:Number(ANONow() - start)];
  [_runtime setPrediction:-1];
  [_outputs release];
  _outputs = [outputs copy];
  if (outputs != nil) {
    return nil;
  }
  return fault != nil ? fault : [ANOFault faultWithStatus:ANOStatusPredict error:nil];
}

#pragma mark - Reports -

- (void)enter:(ANOPhase)phase {
  _phase = phase;
  [_sink emit:@"phase" fields:@{@"name" : ANOPhaseName(phase)}];
}

- (void)warn:(NSString *)text {
  [_sink emit:@"log" fields:@{@"level" : @"WARN", @"text" : text}];
}

- (void)askWitnesses:(NSString *)when by:(void (^)(id<ANOWitness> witness))question {
  for (id<ANOWitness> witness in _witnesses) {
    @try {
      question(witness);
    } @catch (NSException *exception) {
      [self warn:[NSString stringWithFormat:@"A witness failed %@: %@", when, exception]];
    }
  }
}

- (void)reportMissingOutputs {
  NSMutableArray *missing = [NSMutableArray arrayWithArray:[_model outputNames]];
  [missing removeObjectsInArray:_outputs];
  if ([missing count] > 0) {
    [self warn:[@"Outputs that the model declares but that did not come: "
                   stringByAppendingString:[missing componentsJoinedByString:@", "]]];
  }
}

- (void)reportEvidence {
  unsigned long long predicted = 0;
  for (NSNumber *time in _predictNanoseconds) {
    predicted += [time unsignedLongLongValue];
  }
  unsigned long long seen = [_runtime aneNanoseconds];
  double share = predicted == 0 ? 0 : (double)seen / (double)predicted;
  [self askWitnesses:@"to report"
                  by:^(id<ANOWitness> witness) {
                    [witness reportTo:self->_sink];
                  }];
  [_sink emit:@"evidence"
       fields:@{
         @"kind" : @"aneShare",
         @"data" : @{
           @"aneNs" : Number(seen),
           @"predictNs" : Number(predicted),
           @"share" : [NSNumber numberWithDouble:share]
         }
       }];
  [_sink emit:@"evidence"
       fields:@{
         @"kind" : @"load",
         @"data" : @{
           @"warm" : [NSNumber numberWithBool:_loadCompiles == 0],
           @"compiles" : [NSNumber numberWithUnsignedInteger:_loadCompiles]
         }
       }];
}

- (NSDictionary *)resultWithHooksIntact:(BOOL)intact {
  NSMutableDictionary *result = [NSMutableDictionary dictionary];
  [result setObject:[_inputs names] forKey:@"inputs"];
  [result setObject:_outputs forKey:@"outputs"];
  [result setObject:[_model stateNames] forKey:@"states"];
  [result setObject:_compiledPath forKey:@"compiledModelPath"];
  [result setObject:[NSNumber numberWithBool:intact] forKey:@"hooksIntact"];
  [result setObject:@{
    @"compileNs" : Number(_compileNanoseconds),
    @"loadNs" : Number(_loadNanoseconds),
    @"predictNs" : _predictNanoseconds
  }
             forKey:@"timings"];
  if ([_model engineClass] != nil) {
    [result setObject:[_model engineClass] forKey:@"engineClass"];
  }
  return result;
}

@end
