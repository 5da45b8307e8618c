/// The whole live runtime over the stand-ins: compile, load, record, predict.
#import "ANOCollectingSink.h"
#import "ANOPlayedEvaluation.h"
#import "ANOTest.h"

#include <malloc.h>

TEST(recordsAClassicModelFromCompileToCall) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  CHECK(ANOEvaluateScript(ANOScriptedPlainly(), sink) == nil);
  CHECK([[sink eventsOfType:@"aneCompile"] count] == 1);
  CHECK([[sink eventsOfType:@"aneLoad"] count] == 1);
  NSDictionary *call = [sink onlyEventOfType:@"aneCall"];
  CHECK_EQUAL([call objectForKey:@"engine"], @"CLASSIC");
  CHECK_EQUAL([call objectForKey:@"prediction"], @0);
  NSDictionary *told = [[sink onlyEventOfType:@"aneCompile"] objectForKey:@"segment"];
  CHECK([[told objectForKey:@"key"] rangeOfString:@"isegment"].length > 0);
}

TEST(recordsAnE5ModelThatHasNoKeys) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  NSMutableDictionary *script = ANOScriptedPlainly();
  [script setObject:@"E5" forKey:@"runtime"];
  CHECK(ANOEvaluateScript(script, sink) == nil);
  NSDictionary *call = [sink onlyEventOfType:@"aneCall"];
  CHECK_EQUAL([call objectForKey:@"engine"], @"E5");
  NSMutableDictionary *known = [NSMutableDictionary dictionary];
  for (NSString *type in @[ @"aneCompile", @"aneLoad", @"aneCall" ]) {
    for (NSDictionary *event in [sink eventsOfType:type]) {
      [known addEntriesFromDictionary:[event objectForKey:@"segment"]
                                          ? [event objectForKey:@"segment"]
                                          : @{}];
    }
  }
  CHECK(![known objectForKey:@"key"]);
  CHECK([[known objectForKey:@"identity"] hasSuffix:@"_AneInference"]);
  CHECK([known objectForKey:@"cacheIdentifier"]);
  CHECK_EQUAL([known objectForKey:@"inputs"], @[ @"x" ]);
}

TEST(countsOneCallWhicheverWayTheSegmentIsSent) {
  for (NSString *way in @[ @"direct", @"evaluate", @"realtime", @"program", @"inMemory" ]) {
    NSArray *calls = ANOCallsOf(@{@"through" : way});
    CHECK_INTEGER([calls count], 1);
    CHECK([[[calls lastObject] objectForKey:@"ok"] boolValue]);
  }
}

TEST(countsEveryCallOfOnePrediction) {
  CHECK_INTEGER([ANOCallsOf(@{@"times" : @7}) count], 7);
  NSArray *submitted = ANOCallsOf(@{@"async" : [NSNumber numberWithBool:YES]});
  CHECK([[[submitted lastObject] objectForKey:@"async"] boolValue]);
}

TEST(seesNoCallWhereCoreMLMakesNone) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  ANOOptions *options = ANOPlainOptions();
  options.computeUnits = @"CPU_ONLY";
  ANOFault *fault =
      ANOEvaluateModelAt([[[ANOLiveRuntime alloc] init] autorelease],
                         ANOScriptedModel(@"m.mlpackage", ANOScriptedPlainly()), options, sink);
  CHECK(fault == nil);
  CHECK([sink count] == 0);
}

TEST(seesTheCallThatFailsBeforeCoreMLFallsBack) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  NSMutableDictionary *script = ANOScriptedPlainly();
  NSMutableDictionary *failing =
      [NSMutableDictionary dictionaryWithDictionary:ANOScriptedSegment(@"x", @"y")];
  [failing setObject:@"Program Inference error" forKey:@"failCall"];
  [script setObject:@[ failing ] forKey:@"segments"];
  CHECK(ANOEvaluateScript(script, sink) == nil);
  NSDictionary *call = [[sink eventsOfType:@"aneCall"] objectAtIndex:0];
  CHECK(![[call objectForKey:@"ok"] boolValue]);
  CHECK_EQUAL([[call objectForKey:@"error"] objectForKey:@"text"], @"Program Inference error");
}

#pragma mark - Failures

static ANOFault *faultOfPlay(NSString *at, NSDictionary *what) {
  NSMutableDictionary *play = [NSMutableDictionary dictionaryWithDictionary:what];
  [play setObject:at forKey:@"at"];
  NSMutableDictionary *script = ANOScriptedPlainly();
  [script setObject:@[ play ] forKey:@"play"];
  return ANOEvaluateScript(script, [ANOCollectingSink sink]);
}

TEST(chargesEachFailureToItsStep) {
  NSDictionary *error =
      @{@"what" : @"error",
        @"domain" : @"com.apple.CoreML",
        @"code" : @-14,
        @"text" : @"no plan"};
  CHECK(faultOfPlay(@"compile", error).status == ANOStatusCompile);
  CHECK(faultOfPlay(@"load", error).status == ANOStatusRead);
  ANOFault *fault = faultOfPlay(@"predict", error);
  CHECK(fault.status == ANOStatusPredict);
  CHECK_EQUAL(fault.domain, @"com.apple.CoreML");
  CHECK(fault.code == -14);
  CHECK_EQUAL(fault.message, @"no plan");
}

TEST(takesAFailureWithoutAnErrorForAFailure) {
  NSDictionary *silent = @{@"what" : @"error", @"nil" : [NSNumber numberWithBool:YES]};
  CHECK(faultOfPlay(@"compile", silent).status == ANOStatusCompile);
  CHECK(faultOfPlay(@"load", silent).status == ANOStatusRead);
  CHECK(faultOfPlay(@"predict", silent).status == ANOStatusPredict);
}

TEST(catchesExceptionsOfCoreML) {
  NSDictionary *raise = @{@"what" : @"raise", @"name" : @"NSGenericException", @"text" : @"boom"};
  for (NSString *step in @[ @"compile", @"load", @"predict" ]) {
    ANOFault *fault = faultOfPlay(step, raise);
    CHECK(fault.status == ANOStatusOther);
    CHECK_EQUAL(fault.domain, @"NSGenericException");
    CHECK_EQUAL(fault.message, @"boom");
  }
}

#pragma mark - Loading

TEST(takesACompiledModelAsItIs) {
  ANOFault *fault = nil;
  NSString *path = ANOScriptedModel(@"m.mlmodelc", ANOScriptedPlainly());
  CHECK_EQUAL([[[[ANOLiveRuntime alloc] init] autorelease] compileModelAtPath:path fault:&fault],
              path);
  CHECK(fault == nil);
}

TEST(bringsTheCompiledModelIntoItsOwnTemporaryFolder) {
  const char *before = getenv("TMPDIR");
  NSString *kept = before ? [NSString stringWithUTF8String:before] : nil;
  NSString *home = ANOTestFolder();
  setenv("TMPDIR", [home fileSystemRepresentation], 1);
  ANOLiveRuntime *runtime = [[[ANOLiveRuntime alloc] init] autorelease];
  ANOFault *fault = nil;
  NSString *compiled =
      [runtime compileModelAtPath:ANOScriptedModel(@"m.mlpackage", ANOScriptedPlainly())
                            fault:&fault];
  if (kept) {
    setenv("TMPDIR", [kept fileSystemRepresentation], 1);
  } else {
    unsetenv("TMPDIR");
  }
  CHECK(fault == nil);
  CHECK([compiled hasPrefix:home]);
  CHECK([[NSFileManager defaultManager] fileExistsAtPath:compiled]);
}

TEST(refusesComputeUnitsThatItDoesNotKnow) {
  ANOOptions *options = ANOPlainOptions();
  options.computeUnits = @"GPU_ONLY";
  ANOFault *fault = nil;
  CHECK(![[[[ANOLiveRuntime alloc] init] autorelease]
      loadModelAtPath:ANOScriptedModel(@"m.mlmodelc", ANOScriptedPlainly())
              options:options
                fault:&fault]);
  CHECK(fault.status == ANOStatusOther);
  CHECK([fault.message rangeOfString:@"GPU_ONLY"].length > 0);
}

TEST(loadsTheFunctionAskedForWithItsInputs) {
  NSMutableDictionary *script = ANOScriptedPlainly();
  [script setObject:@[ @"main", @"adapter" ] forKey:@"functions"];
  [script setObject:@{
    @"main" : @[ ANOScriptedTensor(@"x") ],
    @"adapter" : @[ ANOScriptedTensor(@"u"), ANOScriptedTensor(@"v") ]
  }
             forKey:@"inputsOf"];
  NSString *path = ANOScriptedModel(@"m.mlmodelc", script);
  ANOOptions *options = ANOPlainOptions();
  ANOFault *fault = nil;
  CHECK_EQUAL([[[[[ANOLiveRuntime alloc] init] autorelease] loadModelAtPath:path
                                                                    options:options
                                                                      fault:&fault] inputNames],
              @[ @"x" ]);
  options.function = @"adapter";
  CHECK_EQUAL([[[[[ANOLiveRuntime alloc] init] autorelease] loadModelAtPath:path
                                                                    options:options
                                                                      fault:&fault] inputNames],
              (@[ @"u", @"v" ]));
  options.function = @"absent";
  CHECK(![[[[ANOLiveRuntime alloc] init] autorelease] loadModelAtPath:path
                                                              options:options
                                                                fault:&fault]);
  CHECK(fault.status == ANOStatusRead);
}

TEST(tellsTheEngineThatCoreMLChoseAndForcesTheClassicOne) {
  NSMutableDictionary *script = ANOScriptedPlainly();
  [script setObject:@"E5" forKey:@"runtime"];
  NSString *path = ANOScriptedModel(@"m.mlmodelc", script);
  ANOOptions *options = ANOPlainOptions();
  ANOFault *fault = nil;
  CHECK_EQUAL([[[[[ANOLiveRuntime alloc] init] autorelease] loadModelAtPath:path
                                                                    options:options
                                                                      fault:&fault] engineClass],
              @"MLE5Engine");
  options.forceClassicEngine = YES;
  CHECK_EQUAL([[[[[ANOLiveRuntime alloc] init] autorelease] loadModelAtPath:path
                                                                    options:options
                                                                      fault:&fault] engineClass],
              @"MLNeuralNetworkEngine");
}

TEST(tellsWhichOutputsAreNoTensors) {
  NSMutableDictionary *script = ANOScriptedPlainly();
  [script setObject:@[
    ANOScriptedTensor(@"y"), @{@"name" : @"classLabel", @"type" : @"string"},
    @{@"name" : @"probabilities", @"type" : @"dictionary", @"keyType" : @"string"}, @{
      @"name" : @"picture",
      @"type" : @"image",
      @"width" : @2,
      @"height" : @2,
      @"pixelFormat" : @"BGRA"
    }
  ]
             forKey:@"outputs"];
  ANOFault *fault = nil;
  id<ANOModel> model = [[[[ANOLiveRuntime alloc] init] autorelease]
      loadModelAtPath:ANOScriptedModel(@"m.mlmodelc", script)
              options:ANOPlainOptions()
                fault:&fault];
  CHECK_EQUAL(model.nonTensorOutputNames, (@[ @"classLabel", @"probabilities" ]));
  CHECK_EQUAL(model.outputNames, (@[ @"classLabel", @"picture", @"probabilities", @"y" ]));
}

TEST(predictsWithAStateOnlyWhereTheModelHasOne) {
  NSMutableDictionary *script = ANOScriptedPlainly();
  [script setObject:@[ ANOScriptedTensor(@"cache") ] forKey:@"states"];
  ANOFault *fault = nil;
  id<ANOModel> model = [[[[ANOLiveRuntime alloc] init] autorelease]
      loadModelAtPath:ANOScriptedModel(@"m.mlmodelc", script)
              options:ANOPlainOptions()
                fault:&fault];
  CHECK_EQUAL(model.stateNames, @[ @"cache" ]);
  id<ANOInputs> inputs = [model makeInputsWithOptions:ANOPlainOptions() fault:&fault];
  CHECK_EQUAL([model predictWithInputs:inputs fault:&fault], @[ @"y" ]);
  CHECK(fault == nil);
}

#pragma mark - Memory

static size_t inUse(void) {
  return mallinfo2().uordblks;
}

TEST(doesNotGrowOverAThousandEvaluations) {
  enum { warmUp = 100, counted = 1000, bytesEach = 64 };
  ANOLiveRuntime *live = [[[ANOLiveRuntime alloc] init] autorelease];
  NSMutableDictionary *script = ANOScriptedPlainly();
  [script setObject:@[ ANOScriptedTensor(@"cache") ] forKey:@"states"];
  [script setObject:@[
    ANOScriptedTensor(@"x"), @{
      @"name" : @"picture",
      @"type" : @"image",
      @"width" : @16,
      @"height" : @16,
      @"pixelFormat" : @"BGRA"
    },
    @{@"name" : @"words", @"type" : @"dictionary", @"keyType" : @"string"},
    @{@"name" : @"list", @"type" : @"sequence", @"elementType" : @"int64"}
  ]
             forKey:@"inputs"];
  NSString *path = ANOScriptedModel(@"m.mlmodelc", script);
  size_t before = 0;
  for (int i = 0; i < warmUp + counted; i++) {
    if (i == warmUp) {
      before = inUse();
    }
    @autoreleasepool {
      CHECK(ANOEvaluateModelAt(live, path, ANOPlainOptions(), [ANOCollectingSink sink]) == nil);
    }
  }
  size_t after = inUse();
  CHECK(after < before + counted * bytesEach);
}
