/// What the service is told of calls, compiles and loads.
#import "ANOCollectingSink.h"
#import "ANOPlayedEngine.h"
#import "ANORecorder.h"
#import "ANOTest.h"

#pragma mark - Calls

TEST(makesOneEventOfAnEvaluationAndTheTwoHooksUnderIt) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  recorder.prediction = 3;
  CHECK(ANOEvaluateModel(model, ANOEngineRequest(0), NULL));
  [recorder end];
  NSDictionary *call = [sink onlyEventOfType:@"aneCall"];
  CHECK_EQUAL([call objectForKey:@"nested"], @2);
  CHECK_EQUAL([call objectForKey:@"selector"], @"evaluateWithModel:options:request:qos:error:");
  CHECK_EQUAL([call objectForKey:@"model"], @1);
  CHECK_EQUAL([call objectForKey:@"prediction"], @3);
  CHECK_EQUAL([call objectForKey:@"procedure"], @0);
  CHECK_EQUAL([call objectForKey:@"surfaces"], @2);
  CHECK([[call objectForKey:@"ok"] boolValue]);
  CHECK(![[call objectForKey:@"async"] boolValue]);
  CHECK(![call objectForKey:@"error"]);
  CHECK(ANOEngineCalls() == 1);
  CHECK([[call objectForKey:@"ns"] unsignedLongLongValue] == recorder.aneNanoseconds);
}

TEST(countsEachWayToTheEngineOnce) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  _ANERequest *request = ANOEngineRequest(0);
  CHECK([ANOClient() doEvaluateDirectWithModel:model
                                       options:@{}
                                       request:request
                                           qos:33
                                         error:NULL]);
  CHECK([ANOClient() evaluateRealTimeWithModel:model options:@{} request:request error:NULL]);
  [recorder end];
  NSArray *calls = [sink eventsOfType:@"aneCall"];
  CHECK([calls count] == 2);
  CHECK_EQUAL([[calls objectAtIndex:0] objectForKey:@"nested"], @1);
  CHECK_EQUAL([[calls objectAtIndex:1] objectForKey:@"nested"], @2);
}

TEST(tellsTheErrorOfAFailedCallWithItsCause) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  ANOEngineWill(ANOEngineFails, nil);
  NSError *error = nil;
  CHECK(!ANOEvaluateModel(model, ANOEngineRequest(0), &error));
  [recorder end];
  NSDictionary *call = [sink onlyEventOfType:@"aneCall"];
  CHECK(![[call objectForKey:@"ok"] boolValue]);
  CHECK_EQUAL([call objectForKey:@"error"], (@{
                @"domain" : @"com.apple.appleneuralengine",
                @"code" : @8,
                @"text" : @"Program Inference error: status=0xd"
              }));
  CHECK([error code] == 8);
  CHECK(recorder.aneNanoseconds == 0);
}

TEST(findsTheErrorOfACallerThatAskedForNone) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  ANOEngineWill(ANOEngineFails, nil);
  CHECK(!ANOEvaluateModel(model, ANOEngineRequest(0), NULL));
  [recorder end];
  NSDictionary *error = [[sink onlyEventOfType:@"aneCall"] objectForKey:@"error"];
  CHECK_EQUAL([error objectForKey:@"code"], @8);
}

TEST(doesNotTakeWhatTheCallerLeftInItsVariableForAnError) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  ANOEngineWill(ANOEngineFailsWithoutError, nil);
  NSError *garbage = (NSError *)(void *)0x1000;
  CHECK(!ANOEvaluateModel(model, ANOEngineRequest(0), &garbage));
  [recorder end];
  NSDictionary *error = [[sink onlyEventOfType:@"aneCall"] objectForKey:@"error"];
  CHECK_EQUAL([error objectForKey:@"text"], @"the call failed without an error");
  CHECK(garbage == (NSError *)(void *)0x1000);
}

TEST(letsAnExceptionThroughAndCountsTheNextCallAsOutermostAgain) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  ANOEngineWill(ANOEngineRaises, nil);
  NSString *raised = nil;
  @try {
    ANOEvaluateModel(model, ANOEngineRequest(0), NULL);
  } @catch (NSException *exception) {
    raised = [exception name];
  }
  CHECK_EQUAL(raised, @"EngineException");
  ANOEngineWill(ANOEngineSucceeds, nil);
  CHECK(ANOEvaluateModel(model, ANOEngineRequest(0), NULL));
  [recorder end];
  NSArray *calls = [sink eventsOfType:@"aneCall"];
  CHECK([calls count] == 2);
  CHECK(![[[calls objectAtIndex:0] objectForKey:@"ok"] boolValue]);
  CHECK([[[calls objectAtIndex:1] objectForKey:@"ok"] boolValue]);
  CHECK_EQUAL([[calls objectAtIndex:1] objectForKey:@"nested"], @2);
}

TEST(toleratesNoModelAndNoRequest) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  CHECK(!ANOEvaluateModel(nil, ANOEngineRequest(0), NULL));
  CHECK(ANOEvaluateModel(model, nil, NULL));
  [recorder end];
  NSArray *calls = [sink eventsOfType:@"aneCall"];
  CHECK([calls count] == 2);
  CHECK_EQUAL([[calls objectAtIndex:0] objectForKey:@"model"], @1);
  CHECK_EQUAL([[calls objectAtIndex:0] objectForKey:@"segment"], @{});
  CHECK_EQUAL([[calls objectAtIndex:1] objectForKey:@"model"], @2);
  CHECK(![[calls objectAtIndex:1] objectForKey:@"surfaces"]);
}

TEST(marksACallThatReturnsBeforeTheWorkIsDone) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  _ANERequest *handled = ANOEngineRequest(0);
  [handled setCompletionHandler:^{
  }];
  _ANERequest *shared = ANOEngineRequest(0);
  [shared setSharedEvents:@"events"];
  CHECK(ANOEvaluateModel(model, handled, NULL));
  CHECK(ANOEvaluateModel(model, shared, NULL));
  [recorder end];
  for (NSDictionary *call in [sink eventsOfType:@"aneCall"]) {
    CHECK([[call objectForKey:@"async"] boolValue]);
  }
}

TEST(takesTheStartOfAChainForACallAndItsPreparationForNone) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  _ANEClient *client = ANOClient();
  [client prepareChainingWithModel:model options:@{} chainingReq:@"chain" qos:33 error:NULL];
  [client enqueueSetsWithModel:model outputSet:@"set" options:@{} qos:33 error:NULL];
  [client buffersReadyWithModel:model inputBuffers:@"buffers" options:@{} qos:33 error:NULL];
  [recorder end];
  NSDictionary *call = [sink onlyEventOfType:@"aneCall"];
  CHECK_EQUAL([call objectForKey:@"selector"],
              @"buffersReadyWithModel:inputBuffers:options:qos:error:");
  CHECK([[call objectForKey:@"async"] boolValue]);
  CHECK([sink count] == 1);
}

TEST(logsWhatTheClientReportsAsAFailedEvaluation) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  [ANOClient() reportEvaluateFailure:model failureReason:15 qIdx:2];
  [recorder end];
  NSDictionary *log = [sink onlyEventOfType:@"log"];
  CHECK_EQUAL([log objectForKey:@"level"], @"WARN");
  CHECK([[log objectForKey:@"text"] rangeOfString:@"reason 15"].length > 0);
}

#pragma mark - Loads

TEST(tellsACompileAndALoadOnceThoughOneCallsTheOther) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  _ANEModel *model = ANOEngineModel(ANOEngineKey, ANOEngineScript());
  NSDictionary *options = @{@"kANEFModelIdentityStrKey" : @"main_main__Op0_AneInference"};
  CHECK([ANOClient() compileModel:model options:options qos:33 error:NULL]);
  CHECK([ANOClient() loadModel:model options:options qos:33 error:NULL]);
  [recorder end];
  NSDictionary *compile = [sink onlyEventOfType:@"aneCompile"];
  CHECK_EQUAL([[compile objectForKey:@"segment"] objectForKey:@"key"], ANOEngineKey);
  CHECK_EQUAL([[compile objectForKey:@"segment"] objectForKey:@"identity"],
              @"main_main__Op0_AneInference");
  CHECK_EQUAL([[compile objectForKey:@"segment"] objectForKey:@"url"], @"file:///models/net.hwx");
  CHECK(![[compile objectForKey:@"segment"] objectForKey:@"outputs"]);
  CHECK(![compile objectForKey:@"nested"]);
  NSDictionary *load = [sink onlyEventOfType:@"aneLoad"];
  CHECK_EQUAL([load objectForKey:@"model"], @1);
  CHECK_EQUAL([load objectForKey:@"selector"], @"loadModel:options:qos:error:");
  CHECK_EQUAL([[load objectForKey:@"segment"] objectForKey:@"outputs"], @[ @"y" ]);
  CHECK_EQUAL([[load objectForKey:@"segment"] objectForKey:@"states"], @[ @"cache" ]);
  CHECK(recorder.aneCompiles == 1);
}

TEST(tellsWhyACompileAndALoadFailed) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  _ANEModel *model =
      ANOEngineModel(ANOEngineKey, @{@"failCompile" : @"no", @"failLoad" : @"never"});
  CHECK(![ANOClient() compileModel:model options:@{} qos:33 error:NULL]);
  CHECK(![ANOClient() loadModel:model options:@{} qos:33 error:NULL]);
  [recorder end];
  NSDictionary *compile = [sink onlyEventOfType:@"aneCompile"];
  CHECK_EQUAL([[compile objectForKey:@"error"] objectForKey:@"text"], @"no");
  NSDictionary *load = [sink onlyEventOfType:@"aneLoad"];
  CHECK_EQUAL([[load objectForKey:@"error"] objectForKey:@"text"], @"never");
  CHECK(![[load objectForKey:@"ok"] boolValue]);
}

TEST(tellsASegmentOnceAndAgainWhenMoreIsKnown) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  _ANEModel *model = ANOEngineModel(nil, ANOEngineScript());
  CHECK([ANOClient() compileModel:model options:@{} qos:33 error:NULL]);
  CHECK([ANOClient() compileModel:model options:@{} qos:33 error:NULL]);
  CHECK([ANOClient() loadModel:model options:@{} qos:33 error:NULL]);
  CHECK(ANOEvaluateModel(model, ANOEngineRequest(0), NULL));
  [recorder end];
  NSArray *compiles = [sink eventsOfType:@"aneCompile"];
  CHECK([[compiles objectAtIndex:0] objectForKey:@"segment"]);
  CHECK(![[[compiles objectAtIndex:0] objectForKey:@"segment"] objectForKey:@"key"]);
  CHECK(![[compiles objectAtIndex:1] objectForKey:@"segment"]);
  CHECK([[sink onlyEventOfType:@"aneLoad"] objectForKey:@"segment"]);
  CHECK(![[sink onlyEventOfType:@"aneCall"] objectForKey:@"segment"]);
}

TEST(numbersModelsByTheOrderInWhichTheyAreSeen) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *first = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  _ANEModel *second = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  ANOEvaluateModel(second, nil, NULL);
  ANOEvaluateModel(first, nil, NULL);
  ANOEvaluateModel(second, nil, NULL);
  [recorder end];
  NSArray *numbers = [[sink eventsOfType:@"aneCall"] valueForKey:@"model"];
  CHECK_EQUAL(numbers, (@[ @1, @2, @1 ]));
}
