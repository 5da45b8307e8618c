#import "ANOPlayedEvaluation.h"

#import "ANOTest.h"

NSDictionary *ANOScriptedTensor(NSString *name) {
  return
      @{@"name" : name,
        @"type" : @"multiArray",
        @"shape" : @[ @1, @4 ],
        @"dataType" : @"FLOAT32"};
}

NSDictionary *ANOScriptedSegment(NSString *input, NSString *output) {
  return @{
    @"inputs" : @{input : @[ @4, @1, @1, @1, @1 ]},
    @"outputs" : @{output : @[ @4, @1, @1, @1, @1 ]}
  };
}

NSMutableDictionary *ANOScriptedPlainly(void) {
  return [NSMutableDictionary dictionaryWithDictionary:@{
    @"inputs" : @[ ANOScriptedTensor(@"x") ],
    @"outputs" : @[ ANOScriptedTensor(@"y") ],
    @"segments" : @[ ANOScriptedSegment(@"x", @"y") ]
  }];
}

ANOFault *ANOEvaluateModelAt(ANOLiveRuntime *runtime, NSString *path, ANOOptions *options,
                             ANOCollectingSink *sink) {
  ANOFault *fault = nil;
  [runtime beginRecordingTo:sink options:options];
  NSString *compiled = [runtime compileModelAtPath:path fault:&fault];
  id<ANOModel> model =
      compiled ? [runtime loadModelAtPath:compiled options:options fault:&fault] : nil;
  id<ANOInputs> inputs = [model makeInputsWithOptions:options fault:&fault];
  [runtime setPrediction:0];
  if (inputs) {
    [model predictWithInputs:inputs fault:&fault];
  }
  [runtime endRecording];
  if (compiled && ![compiled isEqual:path]) {
    [[NSFileManager defaultManager] removeItemAtPath:compiled error:NULL];
  }
  return fault;
}

ANOFault *ANOEvaluateScript(NSDictionary *script, ANOCollectingSink *sink) {
  return ANOEvaluateModelAt([[[ANOLiveRuntime alloc] init] autorelease],
                            ANOScriptedModel(@"m.mlpackage", script), ANOPlainOptions(), sink);
}

NSArray *ANOCallsOf(NSDictionary *way) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  NSMutableDictionary *sent =
      [NSMutableDictionary dictionaryWithDictionary:ANOScriptedSegment(@"x", @"y")];
  [sent addEntriesFromDictionary:way];
  NSMutableDictionary *script = ANOScriptedPlainly();
  [script setObject:@[ sent ] forKey:@"segments"];
  CHECK(ANOEvaluateScript(script, sink) == nil);
  return [sink eventsOfType:@"aneCall"];
}
