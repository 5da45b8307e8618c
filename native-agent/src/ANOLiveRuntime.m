#import "ANOLiveRuntime.h"

#import "ANOAnalytics.h"
#import "ANOComputePlan.h"
#import "ANODump.h"
#import "ANOHooks.h"
#import "ANOHost.h"
#import "ANOLiveModel.h"
#import "ANOLoading.h"
#import "ANORecorder.h"
#import "ANOWitnesses.h"

@implementation ANOLiveRuntime

- (instancetype)init {
  if ((self = [super init])) {
    [ANOHooks install];
  }
  return self;
}

- (void)dealloc {
  [_recorder end];
  [_recorder release];
  [_dump release];
  [super dealloc];
}

- (BOOL)simulated {
#ifdef __APPLE__
  return NO;
#else
  return YES;
#endif
}

- (NSDictionary<NSString *, id> *)host {
  return [ANOHost facts];
}

- (NSArray<NSDictionary<NSString *, id> *> *)hooks {
  return [ANOHooks rows];
}

- (BOOL)hooksIntact {
  return [ANOHooks intact];
}

#pragma mark - Recording

/// Returns the dump that the options ask for, one for recorder and witnesses; nil where they ask
/// for none.
- (ANODump *)dumpForOptions:(ANOOptions *)options {
  if (!_dump && options.dumpDirectory) {
    _dump = [[ANODump alloc] initWithDirectory:options.dumpDirectory limit:options.dumpLimitBytes];
  }
  return _dump;
}

- (void)beginRecordingTo:(id<ANOSink>)sink options:(ANOOptions *)options {
  [_recorder end];
  [_recorder release];
  _recorder = [[ANORecorder alloc] initWithSink:sink observer:[self dumpForOptions:options]];
  [_recorder beginCurrent];
}

- (void)setPrediction:(NSInteger)prediction {
  _recorder.prediction = prediction;
}

- (void)endRecording {
  [_recorder end];
}

- (unsigned long long)aneNanoseconds {
  return _recorder.aneNanoseconds;
}

- (NSUInteger)aneCompiles {
  return _recorder.aneCompiles;
}

- (NSArray<id<ANOWitness>> *)witnessesForOptions:(ANOOptions *)options {
  NSArray *witnesses = [ANOWitnesses witnessesForOptions:options];
  ANODump *dump = [self dumpForOptions:options];
  return dump ? [witnesses arrayByAddingObject:dump] : witnesses;
}

#pragma mark - Core ML

- (NSString *)compileModelAtPath:(NSString *)path fault:(ANOFault **)fault {
  *fault = nil;
  @try {
    return ANOCompiledModel(path, fault);
  } @catch (NSException *exception) {
    *fault = [ANOFault faultWithStatus:ANOStatusOther exception:exception];
    return nil;
  }
}

- (id<ANOModel>)loadModelAtPath:(NSString *)compiledPath
                        options:(ANOOptions *)options
                          fault:(ANOFault **)fault {
  *fault = nil;
  @try {
    MLModel *model = ANOLoadedModel(compiledPath, options, fault);
    return model ? [[[ANOLiveModel alloc] initWithModel:model] autorelease] : nil;
  } @catch (NSException *exception) {
    *fault = [ANOFault faultWithStatus:ANOStatusOther exception:exception];
    return nil;
  }
}

- (BOOL)planModelAtPath:(NSString *)compiledPath
           computeUnits:(NSString *)computeUnits
                   sink:(id<ANOSink>)sink
                  fault:(ANOFault **)fault {
  *fault = nil;
  @try {
    return [ANOComputePlan planModelAtPath:compiledPath
                              computeUnits:computeUnits
                                      sink:sink
                                     fault:fault];
  } @catch (NSException *exception) {
    *fault = [ANOFault faultWithStatus:ANOStatusOther exception:exception];
    return NO;
  }
}

- (void)analyzeModelAtPath:(NSString *)compiledPath
              computeUnits:(NSString *)computeUnits
                      sink:(id<ANOSink>)sink {
  @try {
    [ANOAnalytics analyzeModelAtPath:compiledPath computeUnits:computeUnits sink:sink];
  } @catch (NSException *exception) {
    [sink emit:@"log"
        fields:@{
          @"level" : @"WARN",
          @"text" : [NSString stringWithFormat:@"segmentation analytics raised %@: %@",
                                               [exception name], [exception reason]]
        }];
  }
}

@end
