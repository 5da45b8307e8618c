/// Which step comes when, and which failure has which status.
#include <malloc.h>

#import "ANOCollectingSink.h"
#import "ANOEvaluation.h"
#import "ANOFakeRuntime.h"
#import "ANOPlanRun.h"
#import "ANOTest.h"

static ANOOptions *Options(NSString *name, NSUInteger predictions) {
  NSString *path = [ANOTestFolder() stringByAppendingPathComponent:name];
  [[NSData data] writeToFile:path atomically:NO];
  ANOOptions *options = [[[ANOOptions alloc] init] autorelease];
  [options setModelPath:path];
  [options setComputeUnits:@"CPU_AND_NE"];
  [options setPredictions:predictions];
  return options;
}

static ANOFakeRuntime *Runtime(void) {
  return [[[ANOFakeRuntime alloc] init] autorelease];
}

static ANOEvaluation *Evaluation(ANOFakeRuntime *runtime, ANOOptions *options, id<ANOSink> sink) {
  return [[[ANOEvaluation alloc] initWithRuntime:runtime options:options sink:sink] autorelease];
}

/// Evaluates a model that is not compiled yet, once, and returns what was sent.
static ANOCollectingSink *Evaluate(ANOFakeRuntime *runtime) {
  ANOCollectingSink *sink = [[[ANOCollectingSink alloc] init] autorelease];
  [Evaluation(runtime, Options(@"m.mlmodel", 1), sink) run];
  return sink;
}

static NSArray *Phases(ANOCollectingSink *sink) {
  NSMutableArray *names = [NSMutableArray array];
  for (NSDictionary *fields in [sink eventsOfType:@"phase"]) {
    [names addObject:[fields objectForKey:@"name"]];
  }
  return names;
}

static NSDictionary *EvidenceOfKind(ANOCollectingSink *sink, NSString *kind) {
  for (NSDictionary *fields in [sink eventsOfType:@"evidence"]) {
    if ([[fields objectForKey:@"kind"] isEqual:kind]) {
      return [fields objectForKey:@"data"];
    }
  }
  return nil;
}

static NSDictionary *Call(unsigned long long nanoseconds) {
  return @{
    @"model" : [NSNumber numberWithInt:1],
    @"ok" : [NSNumber numberWithBool:YES],
    @"ns" : [NSNumber numberWithUnsignedLongLong:nanoseconds]
  };
}

static void CheckFailure(NSString *step, ANOStatus status, NSString *phase) {
  ANOFakeRuntime *runtime = Runtime();
  ANOFault *fault = [ANOFault faultWithStatus:ANOStatusRead domain:@"d" code:-14 message:@"why"];
  [[runtime faults] setObject:fault forKey:step];
  ANOCollectingSink *sink = Evaluate(runtime);
  NSDictionary *failure = [sink onlyEventOfType:@"failure"];
  CHECK_INTEGER([[failure objectForKey:@"status"] integerValue], status);
  CHECK_EQUAL([failure objectForKey:@"phase"], phase);
  CHECK_EQUAL([failure objectForKey:@"domain"], @"d");
  CHECK_INTEGER([[failure objectForKey:@"code"] integerValue], -14);
  CHECK_EQUAL([failure objectForKey:@"message"], @"why");
  CHECK_INTEGER([[sink eventsOfType:@"result"] count], 0);
  CHECK_EQUAL([[runtime steps] lastObject], @"end");
}

#pragma mark - Order -

TEST(recordsFromBeforeTheCompileUntilAfterTheLastPrediction) {
  ANOFakeRuntime *runtime = Runtime();
  ANOCollectingSink *sink = [[[ANOCollectingSink alloc] init] autorelease];
  ANOEvaluation *evaluation = Evaluation(runtime, Options(@"m.mlmodel", 2), sink);
  CHECK([evaluation run]);
  [evaluation gatherLate];
  CHECK_EQUAL([[runtime steps] componentsJoinedByString:@" "],
              @"begin willCompile compile load didLoad inputs willPredict predict predict end "
              @"didPredict report late");
}

TEST(namesEachPhaseAsItBegins) {
  CHECK_EQUAL(Phases(Evaluate(Runtime())), (@[ @"COMPILING", @"LOADING", @"RUNNING_PREDICTION" ]));
}

TEST(compilesNothingThatIsCompiled) {
  ANOFakeRuntime *runtime = Runtime();
  ANOCollectingSink *sink = [[[ANOCollectingSink alloc] init] autorelease];
  ANOOptions *options = Options(@"m.mlmodelc", 1);
  CHECK([Evaluation(runtime, options, sink) run]);
  CHECK_EQUAL(Phases(sink), (@[ @"LOADING", @"RUNNING_PREDICTION" ]));
  CHECK(![[runtime steps] containsObject:@"compile"]);
  NSDictionary *result = [sink onlyEventOfType:@"result"];
  CHECK_EQUAL([result objectForKey:@"compiledModelPath"], [options modelPath]);
  CHECK_EQUAL([[result objectForKey:@"timings"] objectForKey:@"compileNs"],
              [NSNumber numberWithInt:0]);
}

TEST(saysToWhichPredictionACallBelongs) {
  ANOFakeRuntime *runtime = Runtime();
  [runtime during:@"load" emit:@"aneCall" fields:Call(1)];
  [runtime during:@"predict" emit:@"aneCall" fields:Call(1)];
  ANOCollectingSink *sink = [[[ANOCollectingSink alloc] init] autorelease];
  [Evaluation(runtime, Options(@"m.mlmodel", 3), sink) run];
  NSMutableArray *predictions = [NSMutableArray array];
  for (NSDictionary *fields in [sink eventsOfType:@"aneCall"]) {
    [predictions addObject:[[fields objectForKey:@"prediction"] description]];
  }
  CHECK_EQUAL(predictions, (@[ @"-1", @"0", @"1", @"2" ]));
}

#pragma mark - Result -

TEST(tellsWhatWasGivenAndMade) {
  ANOFakeRuntime *runtime = Runtime();
  [runtime setEngineClass:@"MLE5Engine"];
  NSDictionary *result = [Evaluate(runtime) onlyEventOfType:@"result"];
  CHECK_EQUAL([result objectForKey:@"inputs"], @[ @"x" ]);
  CHECK_EQUAL([result objectForKey:@"outputs"], @[ @"y" ]);
  CHECK_EQUAL([result objectForKey:@"states"], @[]);
  CHECK_EQUAL([result objectForKey:@"engineClass"], @"MLE5Engine");
  CHECK([[result objectForKey:@"hooksIntact"] boolValue]);
  CHECK_INTEGER([[[result objectForKey:@"timings"] objectForKey:@"predictNs"] count], 1);
}

TEST(leavesOutAnEngineThatCoreMLDoesNotTell) {
  CHECK_EQUAL([[Evaluate(Runtime()) onlyEventOfType:@"result"] objectForKey:@"engineClass"], nil);
}

TEST(tellsThatAHookWasLost) {
  ANOFakeRuntime *runtime = Runtime();
  [runtime setHooksIntact:NO];
  NSDictionary *result = [Evaluate(runtime) onlyEventOfType:@"result"];
  CHECK(![[result objectForKey:@"hooksIntact"] boolValue]);
}

TEST(warnsOfOutputsThatDidNotCome) {
  ANOFakeRuntime *runtime = Runtime();
  NSMutableDictionary *names = [NSMutableDictionary dictionaryWithDictionary:[runtime names]];
  [names setObject:@[ @"y", @"classLabel" ] forKey:@"outputs"];
  [runtime setNames:names];
  NSDictionary *log = [Evaluate(runtime) onlyEventOfType:@"log"];
  CHECK_EQUAL([log objectForKey:@"level"], @"WARN");
  CHECK_CONTAINS([log objectForKey:@"text"], @"classLabel");
}

#pragma mark - Evidence -

TEST(givesTheShareOfTheANEInPredictionTime) {
  ANOFakeRuntime *runtime = Runtime();
  [runtime during:@"predict" emit:@"aneCall" fields:Call(1000)];
  NSDictionary *share = EvidenceOfKind(Evaluate(runtime), @"aneShare");
  unsigned long long predicted = [[share objectForKey:@"predictNs"] unsignedLongLongValue];
  CHECK_INTEGER([[share objectForKey:@"aneNs"] longLongValue], 1000);
  CHECK(predicted > 0);
  CHECK([[share objectForKey:@"share"] doubleValue] == 1000.0 / (double)predicted);
}

TEST(callsALoadColdOnlyWhereTheANECompiledDuringIt) {
  ANOFakeRuntime *cold = Runtime();
  [cold during:@"load" emit:@"aneCompile" fields:@{}];
  NSDictionary *load = EvidenceOfKind(Evaluate(cold), @"load");
  CHECK(![[load objectForKey:@"warm"] boolValue]);
  CHECK_INTEGER([[load objectForKey:@"compiles"] integerValue], 1);
  ANOFakeRuntime *warm = Runtime();
  [warm during:@"predict" emit:@"aneCompile" fields:@{}];
  load = EvidenceOfKind(Evaluate(warm), @"load");
  CHECK([[load objectForKey:@"warm"] boolValue]);
  CHECK_INTEGER([[load objectForKey:@"compiles"] integerValue], 0);
}

TEST(letsNoWitnessSpoilAResult) {
  for (NSString *step in
       @[ @"willCompile", @"didLoad", @"willPredict", @"didPredict", @"report" ]) {
    ANOFakeRuntime *runtime = Runtime();
    [[runtime raising] addObject:step];
    ANOCollectingSink *sink = Evaluate(runtime);
    CHECK([sink onlyEventOfType:@"result"] != nil);
    NSDictionary *log = [sink onlyEventOfType:@"log"];
    CHECK_EQUAL([log objectForKey:@"level"], @"WARN");
    CHECK_CONTAINS([log objectForKey:@"text"], [step stringByAppendingString:@" raises"]);
  }
}

TEST(letsALateWitnessRaiseAfterTheResult) {
  ANOFakeRuntime *runtime = Runtime();
  [[runtime raising] addObject:@"late"];
  ANOCollectingSink *sink = [[[ANOCollectingSink alloc] init] autorelease];
  ANOEvaluation *evaluation = Evaluation(runtime, Options(@"m.mlmodel", 1), sink);
  CHECK([evaluation run]);
  [evaluation gatherLate];
  CHECK_CONTAINS([[sink onlyEventOfType:@"log"] objectForKey:@"text"], @"late raises");
}

#pragma mark - Failures -

TEST(chargesEachStepWithItsOwnStatus) {
  CheckFailure(@"compile", ANOStatusCompile, @"COMPILING");
  CheckFailure(@"load", ANOStatusRead, @"LOADING");
  CheckFailure(@"inputs", ANOStatusInput, @"RUNNING_PREDICTION");
  CheckFailure(@"predict", ANOStatusPredict, @"RUNNING_PREDICTION");
}

TEST(keepsAFaultThatIsNoStepsOwn) {
  ANOFakeRuntime *runtime = Runtime();
  ANOFault *fault = [ANOFault faultWithStatus:ANOStatusOther domain:@"d" code:1 message:@"m"];
  [[runtime faults] setObject:fault forKey:@"compile"];
  NSDictionary *failure = [Evaluate(runtime) onlyEventOfType:@"failure"];
  CHECK_INTEGER([[failure objectForKey:@"status"] integerValue], ANOStatusOther);
}

TEST(callsAnExceptionAnotherFailureWithThePhaseItCameIn) {
  NSDictionary *phases = @{
    @"compile" : @"COMPILING",
    @"load" : @"LOADING",
    @"inputs" : @"RUNNING_PREDICTION",
    @"predict" : @"RUNNING_PREDICTION"
  };
  for (NSString *step in phases) {
    ANOFakeRuntime *runtime = Runtime();
    [[runtime raising] addObject:step];
    NSDictionary *failure = [Evaluate(runtime) onlyEventOfType:@"failure"];
    CHECK_INTEGER([[failure objectForKey:@"status"] integerValue], ANOStatusOther);
    CHECK_EQUAL([failure objectForKey:@"domain"], @"Played");
    CHECK_EQUAL([failure objectForKey:@"phase"], [phases objectForKey:step]);
    CHECK_EQUAL([[runtime steps] lastObject], @"end");
  }
}

TEST(failsAlsoWhereAStepGivesNoReason) {
  for (NSString *step in @[ @"compile", @"load", @"inputs", @"predict" ]) {
    ANOFakeRuntime *runtime = Runtime();
    [[runtime silent] addObject:step];
    NSDictionary *failure = [Evaluate(runtime) onlyEventOfType:@"failure"];
    CHECK_CONTAINS([failure objectForKey:@"message"], @"without an error");
  }
}

TEST(callsAMissingFileNotRead) {
  ANOFakeRuntime *runtime = Runtime();
  ANOCollectingSink *sink = [[[ANOCollectingSink alloc] init] autorelease];
  ANOOptions *options = Options(@"m.mlmodel", 1);
  [options setModelPath:[[options modelPath] stringByAppendingString:@".gone"]];
  CHECK(![Evaluation(runtime, options, sink) run]);
  NSDictionary *failure = [sink onlyEventOfType:@"failure"];
  CHECK_INTEGER([[failure objectForKey:@"status"] integerValue], ANOStatusRead);
  CHECK_EQUAL([failure objectForKey:@"phase"], nil);
  CHECK_CONTAINS([failure objectForKey:@"message"], [options modelPath]);
  CHECK(![[runtime steps] containsObject:@"compile"]);
}

TEST(tellsTheCausesUnderAnError) {
  NSError *cause = [NSError errorWithDomain:@"inner"
                                       code:-14
                                   userInfo:@{NSLocalizedDescriptionKey : @"no plan"}];
  NSError *error = [NSError
      errorWithDomain:@"outer"
                 code:1
             userInfo:@{NSLocalizedDescriptionKey : @"failed", NSUnderlyingErrorKey : cause}];
  ANOFault *fault = [ANOFault faultWithStatus:ANOStatusRead error:error];
  CHECK_EQUAL([fault message], @"failed; under it inner -14: no plan");
  CHECK_EQUAL([fault domain], @"outer");
}

#pragma mark - Plans -

static ANOPlanRun *PlanRun(ANOFakeRuntime *runtime, id<ANOSink> sink) {
  return [[[ANOPlanRun alloc] initWithRuntime:runtime
                                         path:@"/tmp/m.mlmodelc"
                                 computeUnits:@"ALL"
                                         sink:sink] autorelease];
}

TEST(plansBeforeTheResultAndAnalyzesAfterIt) {
  ANOFakeRuntime *runtime = Runtime();
  ANOCollectingSink *sink = [[[ANOCollectingSink alloc] init] autorelease];
  ANOPlanRun *run = PlanRun(runtime, sink);
  CHECK([run run]);
  CHECK_EQUAL([runtime steps], @[ @"plan" ]);
  CHECK_EQUAL(Phases(sink), @[ @"PLANNING" ]);
  CHECK([[[sink onlyEventOfType:@"result"] objectForKey:@"timings"] objectForKey:@"planNs"] != nil);
  [run gatherLate];
  CHECK_EQUAL([runtime steps], (@[ @"plan", @"analyze" ]));
}

TEST(failsAPlanThatCoreMLRefusesOrRaisesIn) {
  ANOFakeRuntime *refusing = Runtime();
  ANOFault *fault = [ANOFault faultWithStatus:ANOStatusOther domain:@"d" code:5 message:@"no"];
  [[refusing faults] setObject:fault forKey:@"plan"];
  ANOFakeRuntime *raising = Runtime();
  [[raising raising] addObject:@"plan"];
  for (ANOFakeRuntime *runtime in @[ refusing, raising ]) {
    ANOCollectingSink *sink = [[[ANOCollectingSink alloc] init] autorelease];
    CHECK(![PlanRun(runtime, sink) run]);
    NSDictionary *failure = [sink onlyEventOfType:@"failure"];
    CHECK_INTEGER([[failure objectForKey:@"status"] integerValue], ANOStatusOther);
    CHECK_EQUAL([failure objectForKey:@"phase"], @"PLANNING");
  }
}

#pragma mark - Growth -

static void EvaluateMany(ANOOptions *options, int times) {
  for (int i = 0; i < times; i++) {
    @autoreleasepool {
      ANOFakeRuntime *runtime = Runtime();
      [runtime during:@"predict" emit:@"aneCall" fields:Call(5)];
      if (i % 3 == 0) {
        [[runtime raising] addObject:@"predict"];
      }
      ANOCollectingSink *sink = [[[ANOCollectingSink alloc] init] autorelease];
      ANOEvaluation *evaluation = Evaluation(runtime, options, sink);
      [evaluation run];
      [evaluation gatherLate];
    }
  }
}

TEST(doesNotGrowOverAThousandEvaluations) {
  ANOOptions *options = Options(@"m.mlmodel", 2);
  EvaluateMany(options, 100);
  struct mallinfo2 before = mallinfo2();
  EvaluateMany(options, 1000);
  struct mallinfo2 after = mallinfo2();
  // One leaked object of 32 bytes an evaluation would be twice as much.
  CHECK(after.uordblks < before.uordblks + 16 * 1024);
}
