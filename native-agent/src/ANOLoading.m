#import "ANOLoading.h"

#import "MLModel+Private.h"

#include <stdlib.h>

static NSString *const loadDomain = @"dev.aneoracle.load";
enum { unitsCode = 1, functionCode = 2 };

/// Core ML leaves what it compiled where it likes, and for good. The helper's own temporary folder
/// goes with the helper, so the compiled model is moved there, if it is not there already.
static NSString *broughtHome(NSString *compiled) {
  const char *home = getenv("TMPDIR");
  if (home == NULL || *home == '\0') {
    return compiled;
  }
  NSString *folder = [[NSString stringWithUTF8String:home] stringByStandardizingPath];
  NSString *wanted = [folder stringByAppendingPathComponent:[compiled lastPathComponent]];
  if (folder == nil ||
      [[compiled stringByStandardizingPath] hasPrefix:[folder stringByAppendingString:@"/"]]) {
    return compiled;
  }
  return [[NSFileManager defaultManager] moveItemAtPath:compiled toPath:wanted error:NULL]
             ? wanted
             : compiled;
}

NSString *ANOCompiledModel(NSString *path, ANOFault **fault) {
  if ([[path pathExtension] isEqualToString:@"mlmodelc"]) {
    return path;
  }
  NSError *error = nil;
  NSURL *compiled = [MLModel compileModelAtURL:[NSURL fileURLWithPath:path] error:&error];
  if (!compiled) {
    *fault = [ANOFault faultWithStatus:ANOStatusCompile error:error];
    return nil;
  }
  return broughtHome([compiled path]);
}

static BOOL setUnits(MLModelConfiguration *configuration, NSString *units) {
  if ([units isEqualToString:@"ALL"]) {
    configuration.computeUnits = MLComputeUnitsAll;
    return YES;
  }
  if ([units isEqualToString:@"CPU_ONLY"]) {
    configuration.computeUnits = MLComputeUnitsCPUOnly;
    return YES;
  }
  if ([units isEqualToString:@"CPU_AND_GPU"]) {
    configuration.computeUnits = MLComputeUnitsCPUAndGPU;
    return YES;
  }
  if ([units isEqualToString:@"CPU_AND_NE"]) {
    if (@available(macOS 13.0, *)) {
      configuration.computeUnits = MLComputeUnitsCPUAndNeuralEngine;
      return YES;
    }
  }
  return NO;
}

MLModelConfiguration *ANOConfiguration(NSString *computeUnits, ANOFault **fault) {
  MLModelConfiguration *configuration = [[[MLModelConfiguration alloc] init] autorelease];
  if (setUnits(configuration, computeUnits)) {
    return configuration;
  }
  *fault = [ANOFault
      faultWithStatus:ANOStatusOther
               domain:loadDomain
                 code:unitsCode
              message:[NSString stringWithFormat:@"this system has no compute units %@ (CPU_AND_NE "
                                                 @"needs macOS 13); ask with ALL",
                                                 computeUnits]];
  return nil;
}

static BOOL setFunction(MLModelConfiguration *configuration, NSString *function) {
  if (@available(macOS 15.0, *)) {
    if ([configuration respondsToSelector:@selector(setFunctionName:)]) {
      configuration.functionName = function;
      return YES;
    }
  }
  return NO;
}

MLModel *ANOLoadedModel(NSString *compiledPath, ANOOptions *options, ANOFault **fault) {
  MLModelConfiguration *configuration = ANOConfiguration(options.computeUnits, fault);
  if (!configuration) {
    return nil;
  }
  if (options.function && !setFunction(configuration, options.function)) {
    *fault = [ANOFault faultWithStatus:ANOStatusOther
                                domain:loadDomain
                                  code:functionCode
                               message:@"a function can be chosen from macOS 15 on"];
    return nil;
  }
  // Without this switch there is no other engine to switch off.
  if (options.forceClassicEngine &&
      [configuration respondsToSelector:@selector(setExperimentalMLE5EngineUsage:)]) {
    [configuration setExperimentalMLE5EngineUsage:ANOE5EngineUsageOff];
  }
  NSError *error = nil;
  MLModel *model = [MLModel modelWithContentsOfURL:[NSURL fileURLWithPath:compiledPath]
                                     configuration:configuration
                                             error:&error];
  if (!model) {
    *fault = [ANOFault faultWithStatus:ANOStatusRead error:error];
  }
  return model;
}
