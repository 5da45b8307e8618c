#import "ANOCheck.h"

#import "ANOCoverage.h"
#import "ANODispatch.h"
#import "ANOEvaluation.h"
#import "ANOJson.h"
#import "ANOObservation.h"
#import "ANOWire.h"

#pragma mark - The predecessor's lines -

static NSString *TextOfCode(int code) {
  switch (code) {
    case ANOVerdictFull:
      return @"Passed";
    case ANOVerdictPartial:
      return @"Partial";
    case ANOVerdictNone:
      return @"Failed";
    case ANOStatusRead:
      return @"Read error";
    case ANOStatusCompile:
      return @"Compile error";
    case ANOStatusInput:
      return @"Input error";
    case ANOStatusPredict:
      return @"Predict error";
    case ANOVerdictUndetermined:
      return @"Undetermined";
    default:
      return @"Other error";
  }
}

static void PrintLines(id<ANOModel> model, ANOObservation *observation, int code) {
  if (model != nil) {
    NSLog(@"Model inputs: (%@), outputs: (%@)", [[model inputNames] componentsJoinedByString:@", "],
          [[model outputNames] componentsJoinedByString:@", "]);
  }
  for (NSString *name in [observation namesOfCalls]) {
    NSLog(@"Intercepted evaluation of model with key: %@", name);
  }
  for (NSString *warning in [observation warnings]) {
    NSLog(@"Warning: %@", warning);
  }
  NSLog(@"Completed with status: %@ (%d)", TextOfCode(code), code);
}

#pragma mark - The verdict -

static NSString *NameOfFailure(NSInteger status) {
  switch ((ANOStatus)status) {
    case ANOStatusRead:
      return @"READ_ERROR";
    case ANOStatusCompile:
      return @"COMPILE_ERROR";
    case ANOStatusInput:
      return @"INPUT_ERROR";
    case ANOStatusPredict:
      return @"PREDICT_ERROR";
    case ANOStatusOther:
      return @"OTHER_ERROR";
  }
  return @"OTHER_ERROR";
}

static NSString *OneLine(ANOVerdict *verdict, NSDictionary *failure) {
  NSString *text = nil;
  if (failure != nil) {
    text =
        [NSString stringWithFormat:@"%@: %@ %@: %@",
                                   NameOfFailure([[failure objectForKey:@"status"] integerValue]),
                                   [failure objectForKey:@"domain"], [failure objectForKey:@"code"],
                                   [failure objectForKey:@"message"]];
  } else {
    NSString *reason =
        [verdict reason] == nil ? @"" : [@" " stringByAppendingString:[verdict reason]];
    text = [NSString
        stringWithFormat:@"%@%@: %@", ANOVerdictName([verdict status]), reason, [verdict summary]];
  }
  return [[text componentsSeparatedByCharactersInSet:[NSCharacterSet newlineCharacterSet]]
      componentsJoinedByString:@" "];
}

static NSDictionary *JsonOfVerdict(ANOVerdict *verdict) {
  BOOL undetermined = [verdict status] == ANOVerdictUndetermined;
  id code = undetermined ? (id)[NSNull null] : [NSNumber numberWithInt:[verdict status]];
  id reason = [verdict reason] != nil ? (id)[verdict reason] : [NSNull null];
  return @{
    @"status" : ANOVerdictName([verdict status]),
    @"code" : code,
    @"reason" : reason,
    @"summary" : [verdict summary],
    @"onlyPostProcessingOutside" : [NSNumber numberWithBool:[verdict onlyPostProcessingOutside]]
  };
}

static NSDictionary *Json(id<ANORuntime> runtime, ANOOptions *options, ANOObservation *observation,
                          ANOVerdict *verdict) {
  NSMutableArray *segments = [NSMutableArray array];
  for (ANOSeenModel *segment in [observation segments]) {
    [segments addObject:[segment json]];
  }
  NSMutableDictionary *json = [NSMutableDictionary dictionaryWithDictionary:@{
    @"model" : [options modelPath],
    @"computeUnits" : [options computeUnits],
    @"segments" : segments,
    @"warnings" : [observation warnings],
    @"helper" : ANOHelloFields(runtime)
  }];
  if (verdict != nil) {
    [json setObject:JsonOfVerdict(verdict) forKey:@"verdict"];
  }
  if ([observation result] != nil) {
    [json setObject:[observation result] forKey:@"result"];
  }
  if ([observation failure] != nil) {
    [json setObject:[observation failure] forKey:@"failure"];
  }
  return json;
}

#pragma mark - The run -

/// Returns why the directory for dumps cannot be had, nil where it can.
static ANOFault *MakeDirectory(NSString *directory) {
  NSError *error = nil;
  if (directory == nil || [[NSFileManager defaultManager] createDirectoryAtPath:directory
                                                    withIntermediateDirectories:YES
                                                                     attributes:nil
                                                                          error:&error]) {
    return nil;
  }
  return [ANOFault faultWithStatus:ANOStatusOther error:error];
}

/// Removes what Core ML compiled and would leave behind.
static void RemoveCompiled(ANOEvaluation *evaluation, ANOOptions *options) {
  NSString *compiled = [evaluation compiledPath];
  if (compiled != nil && ![compiled isEqualToString:[options modelPath]]) {
    [[NSFileManager defaultManager] removeItemAtPath:compiled error:NULL];
  }
}

int ANOCheck(id<ANORuntime> runtime, ANOCheckRequest *request, int output) {
  ANOOptions *options = [request optionsForHost:[runtime host]];
  ANOObservation *observation = [[[ANOObservation alloc] init] autorelease];
  ANOEvaluation *evaluation = [[[ANOEvaluation alloc] initWithRuntime:runtime
                                                              options:options
                                                                 sink:observation] autorelease];
  ANOFault *fault = MakeDirectory([options dumpDirectory]);
  ANOVerdict *verdict = nil;
  if (fault != nil) {
    [observation emit:@"failure" fields:ANOFailureFields(fault, ANOPhaseNone)];
  } else if ([evaluation run]) {
    BOOL intact = [[[observation result] objectForKey:@"hooksIntact"] boolValue];
    verdict =
        ANODecide([ANODataflow dataflowOfModel:[evaluation model]], [observation segments], intact);
  }
  int code =
      verdict != nil ? [verdict status] : [[[observation failure] objectForKey:@"status"] intValue];
  RemoveCompiled(evaluation, options);
  PrintLines([evaluation model], observation, code);
  NSMutableData *text = [NSMutableData data];
  if ([request json]) {
    ANOJsonAppend(text, Json(runtime, options, observation, verdict));
  } else {
    [text appendData:[OneLine(verdict, [observation failure]) dataUsingEncoding:NSUTF8StringEncoding
                                                           allowLossyConversion:YES]];
  }
  [text appendBytes:"\n" length:1];
  ano_write_fully(output, [text bytes], [text length]);
  return code;
}
