/// What the stand-ins play, as far as no other test shows it.
#import "ANOCollectingSink.h"
#import "ANOLiveRuntime.h"
#import "ANOLoading.h"
#import "ANOPlayedMachine.h"
#import "ANOScriptText.h"
#import "ANOScriptedModel.h"
#import "ANOTest.h"

#import <objc/runtime.h>

static NSString *const tensorX =
    @"{'name':'x','type':'multiArray','shape':[1,4],'dataType':'FLOAT32'%@}";
static NSString *const segmentXY = @"{'inputs':{'x':[4,1,1,1,1]},'outputs':{'y':[4,1,1,1,1]}%@}";

static NSString *inputX(NSString *more) {
  return [NSString stringWithFormat:@"{'inputs':[%@]}", [NSString stringWithFormat:tensorX, more]];
}

static MLModel *loaded(NSString *script) {
  ANOFault *fault = nil;
  MLModel *model = ANOLoadedModel(ANOScriptedModel(@"m.mlmodelc", ANOScriptText(script)),
                                  ANOPlainOptions(), &fault);
  CHECK(model != nil);
  return model;
}

static MLFeatureValue *array(NSArray *shape, MLMultiArrayDataType type) {
  MLMultiArray *made = [[[MLMultiArray alloc] initWithShape:shape dataType:type
                                                      error:NULL] autorelease];
  return [MLFeatureValue featureValueWithMultiArray:made];
}

/// Predicts with `x` alone, or with nothing, and returns the error's text; nil where it ran.
static NSString *objection(MLModel *model, MLFeatureValue *x) {
  NSDictionary *values =
      x ? [NSDictionary dictionaryWithObject:x forKey:@"x"] : [NSDictionary dictionary];
  MLDictionaryFeatureProvider *inputs =
      [[[MLDictionaryFeatureProvider alloc] initWithDictionary:values error:NULL] autorelease];
  NSError *error = nil;
  id outputs = [model predictionFromFeatures:inputs
                                     options:[[MLPredictionOptions new] autorelease]
                                       error:&error];
  CHECK((outputs == nil) == (error != nil));
  return [error localizedDescription];
}

/// The ANE events of one prediction of a model with these segments, seen through the hooks.
static ANOCollectingSink *recorded(NSString *script, NSString *units) {
  ANOLiveRuntime *runtime = [[ANOLiveRuntime new] autorelease];
  ANOCollectingSink *sink = [[ANOCollectingSink new] autorelease];
  ANOOptions *options = ANOPlainOptions();
  options.computeUnits = units;
  [runtime beginRecordingTo:sink options:options];
  ANOFault *fault = nil;
  NSString *path = ANOScriptedModel(@"m.mlmodelc", ANOScriptText(script));
  id<ANOModel> model = [runtime loadModelAtPath:path options:options fault:&fault];
  id<ANOInputs> inputs = [model makeInputsWithOptions:options fault:&fault];
  CHECK([model predictWithInputs:inputs fault:&fault] != nil);
  [runtime endRecording];
  return sink;
}

static NSString *oneSegment(NSString *more) {
  return
      [NSString stringWithFormat:@"{'segments':[%@]}", [NSString stringWithFormat:segmentXY, more]];
}

static NSString *throughOf(NSString *through) {
  NSString *more = [NSString stringWithFormat:@",'through':'%@'", through];
  ANOCollectingSink *sink = recorded(oneSegment(more), @"CPU_AND_NE");
  return [[sink onlyEventOfType:@"aneCall"] objectForKey:@"selector"];
}

TEST(refusesAMissingInputUnlessItIsOptional) {
  CHECK_CONTAINS(objection(loaded(inputX(@"")), nil), @"required but not specified");
  CHECK(objection(loaded(inputX(@",'optional':true")), nil) == nil);
}

TEST(refusesAnInputOfAnotherShapeTypeOrKind) {
  MLModel *model = loaded(inputX(@""));
  CHECK(objection(model, array(@[ @1, @4 ], MLMultiArrayDataTypeFloat32)) == nil);
  CHECK_CONTAINS(objection(model, array(@[ @4 ], MLMultiArrayDataTypeFloat32)), @"shape");
  CHECK_CONTAINS(objection(model, array(@[ @1, @4 ], MLMultiArrayDataTypeFloat16)), @"data type");
  CHECK_CONTAINS(objection(model, [MLFeatureValue featureValueWithInt64:1]), @"another type");
}

TEST(takesAnyShapeOfARangeAndNoOther) {
  MLModel *model = loaded(inputX(@",'ranges':[[1,3],[4,-1]]"));
  CHECK(objection(model, array(@[ @3, @4000 ], MLMultiArrayDataTypeFloat32)) == nil);
  CHECK_CONTAINS(objection(model, array(@[ @4, @4 ], MLMultiArrayDataTypeFloat32)), @"shape");
  CHECK_CONTAINS(objection(model, array(@[ @1, @3 ], MLMultiArrayDataTypeFloat32)), @"shape");
}

TEST(takesTheEnumeratedShapesAndNoOther) {
  MLModel *model = loaded(inputX(@",'enumerated':[[1,4],[2,8]]"));
  CHECK(objection(model, array(@[ @2, @8 ], MLMultiArrayDataTypeFloat32)) == nil);
  CHECK_CONTAINS(objection(model, array(@[ @2, @4 ], MLMultiArrayDataTypeFloat32)), @"shape");
}

TEST(refusesAStatefulModelWithoutAState) {
  CHECK_CONTAINS(objection(loaded(@"{'states':[{'name':'s','shape':[2]}]}"), nil), @"state");
}

TEST(sendsNothingToTheEngineUnderUnitsWithoutIt) {
  for (NSString *units in @[ @"CPU_ONLY", @"CPU_AND_GPU" ]) {
    CHECK_INTEGER([recorded(oneSegment(@""), units) count], 0);
  }
}

TEST(goesThroughTheMethodThatTheScriptNames) {
  CHECK_EQUAL(throughOf(@"direct"), @"doEvaluateDirectWithModel:options:request:qos:error:");
  CHECK_EQUAL(throughOf(@"evaluate"), @"evaluateWithModel:options:request:qos:error:");
  CHECK_EQUAL(throughOf(@"realtime"), @"evaluateRealTimeWithModel:options:request:error:");
  CHECK_EQUAL(throughOf(@"inMemory"), @"evaluateWithQoS:options:request:error:");
  CHECK_EQUAL(throughOf(@"program"),
              @"processRequest:model:qos:qIndex:modelStringID:options:returnValue:error:");
}

TEST(goesToTheHostInAVirtualMachine) {
  if (!ANOOnMachine(__func__, ANOScriptText(@"{'host':{'virtualMachine':true}}"))) {
    return;
  }
  ANOCollectingSink *sink = recorded(oneSegment(@""), @"ALL");
  NSDictionary *call = [sink onlyEventOfType:@"aneCall"];
  // The virtual client stands between the client and the program.
  CHECK_INTEGER([[call objectForKey:@"nested"] integerValue], 2);
}

TEST(hasTheOlderSpellingWhereTheNewestIsMissing) {
  NSString *machine = @"{'missing':[{'class':'_ANEProgramForEvaluation','selector':"
                      @"'processRequest:model:qos:qIndex:modelStringID:options:returnValue:error:'"
                      @"}]}";
  if (!ANOOnMachine(__func__, ANOScriptText(machine))) {
    return;
  }
  CHECK_EQUAL(throughOf(@"program"),
              @"processRequest:model:qos:qIndex:modelStringID:options:error:");
}

TEST(lacksTheClassesAndMethodsThatTheMachineLacks) {
  NSString *machine = @"{'missing':[{'class':'_ANEVirtualClient'},"
                      @"{'class':'_ANEClient','selector':'compileModel:options:qos:error:'},"
                      @"{'class':'MLModel','selector':'newState'}]}";
  if (!ANOOnMachine(__func__, ANOScriptText(machine))) {
    return;
  }
  Class client = objc_getClass("_ANEClient");
  CHECK(objc_getClass("_ANEVirtualClient") == Nil);
  CHECK(class_getInstanceMethod(client, @selector(compileModel:options:qos:error:)) == NULL);
  CHECK(class_getInstanceMethod(client, @selector(loadModel:options:qos:error:)) != NULL);
  CHECK(![loaded(@"{}") respondsToSelector:@selector(newState)]);
}

TEST(hasTheTypesThatTheMachineHas) {
  NSString *machine = @"{'encodings':[{'class':'_ANEClient','selector':"
                      @"'loadModel:options:qos:error:','encoding':'v16@0:8'}]}";
  if (!ANOOnMachine(__func__, ANOScriptText(machine))) {
    return;
  }
  Method method = class_getInstanceMethod((Class)objc_getClass("_ANEClient"),
                                          @selector(loadModel:options:qos:error:));
  CHECK(strcmp(method_getTypeEncoding(method), "v16@0:8") == 0);
}

TEST(typesABooleanAsAMacDoes) {
  Method method = class_getInstanceMethod((Class)objc_getClass("_ANEClient"), @selector
                                          (doEvaluateDirectWithModel:options:request:qos:error:));
  CHECK(strcmp(method_getTypeEncoding(method), "B52@0:8@16@24@32I40^@44") == 0);
}

TEST(fallsBackToTheCPUWhenACallFails) {
  ANOCollectingSink *sink = recorded(oneSegment(@",'failCall':'no memory'"), @"ALL");
  NSDictionary *call = [sink onlyEventOfType:@"aneCall"];
  CHECK_EQUAL([call objectForKey:@"ok"], [NSNumber numberWithBool:NO]);
  CHECK_EQUAL([[call objectForKey:@"error"] objectForKey:@"text"], @"no memory");
}

TEST(callsAgainAsOftenAsTheScriptSays) {
  CHECK_INTEGER([[recorded(oneSegment(@",'times':3"), @"ALL") eventsOfType:@"aneCall"] count], 3);
}

TEST(callsNeighboursThatAreParallelEachOnce) {
  NSMutableArray *segments = [NSMutableArray array];
  for (int i = 0; i < 8; i++) {
    [segments addObject:[NSString stringWithFormat:segmentXY, @",'parallel':true,'async':true"]];
  }
  NSString *script =
      [NSString stringWithFormat:@"{'segments':[%@]}", [segments componentsJoinedByString:@","]];
  NSSet *models = [NSSet
      setWithArray:[[recorded(script, @"ALL") eventsOfType:@"aneCall"] valueForKey:@"model"]];
  CHECK_INTEGER([models count], 8);
}

TEST(compilesNothingWhereTheModelIsWarm) {
  NSString *script = [NSString stringWithFormat:@"{'warm':true,'segments':[%@]}",
                                                [NSString stringWithFormat:segmentXY, @""]];
  ANOCollectingSink *sink = recorded(script, @"ALL");
  CHECK_INTEGER([[sink eventsOfType:@"aneCompile"] count], 0);
  CHECK_INTEGER([[sink eventsOfType:@"aneLoad"] count], 1);
}

TEST(playsAFileThatCarriesNoScriptByTheMachines) {
  if (!ANOOnMachine(__func__, ANOScriptText(@"{'models':{'known.mlmodel':{'outputs':[{'name':"
                                            @"'known','type':'int64'}]}}}"))) {
    return;
  }
  NSString *file = [ANOTestFolder() stringByAppendingPathComponent:@"known.mlmodel"];
  [@"any" writeToFile:file atomically:NO];
  ANOFault *fault = nil;
  NSString *compiled = ANOCompiledModel(file, &fault);
  MLModel *model = ANOLoadedModel(compiled, ANOPlainOptions(), &fault);
  CHECK(model.modelDescription.outputDescriptionsByName.count == 1);
  [[NSFileManager defaultManager] removeItemAtPath:compiled error:NULL];
}

TEST(changesItsStateWithEachPrediction) {
  MLModel *model = loaded(@"{'states':[{'name':'s','shape':[2],'dataType':'FLOAT16'}]}");
  MLState *state = [[model newState] autorelease];
  id<MLFeatureProvider> none =
      [[[MLDictionaryFeatureProvider alloc] initWithDictionary:@{} error:NULL] autorelease];
  MLPredictionOptions *options = [[MLPredictionOptions new] autorelease];
  for (int i = 0; i < 2; i++) {
    CHECK([model predictionFromFeatures:none usingState:state options:options error:NULL] != nil);
  }
  __block int first = -1;
  [state getMultiArrayForStateNamed:@"s"
                            handler:^(MLMultiArray *buffer) {
                              first = *(unsigned char *)buffer.dataPointer;
                            }];
  CHECK_INTEGER(first, 2);
}

TEST(runsAModelWhateverMethodsTheMachineLacks) {
  NSString *machine =
      @"{'missing':[{'class':'_ANEClient','selector':'compileModel:options:qos:error:'},"
      @"{'class':'_ANEClient','selector':'loadModel:options:qos:error:'},"
      @"{'class':'_ANEClient','selector':'doLoadModel:options:qos:error:'},"
      @"{'class':'_ANEClient','selector':'doEvaluateDirectWithModel:options:request:qos:error:'},"
      @"{'class':'_ANEIOSurfaceObject'}]}";
  if (!ANOOnMachine(__func__, ANOScriptText(machine))) {
    return;
  }
  for (NSString *through in @[ @"direct", @"evaluate", @"realtime", @"inMemory" ]) {
    NSString *more = [NSString stringWithFormat:@",'through':'%@'", through];
    ANOCollectingSink *sink = recorded(oneSegment(more), @"ALL");
    CHECK_EQUAL([[sink onlyEventOfType:@"aneCall"] objectForKey:@"ok"],
                [NSNumber numberWithBool:YES]);
  }
}
