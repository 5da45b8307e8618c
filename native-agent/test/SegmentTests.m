/// What is read of a loaded program and of the frames above a call.
#import "ANOCallerStack.h"
#import "ANOCollectingSink.h"
#import "ANOPlayedEngine.h"
#import "ANORecorder.h"
#import "ANOSegmentSymbols.h"
#import "ANOTest.h"

#pragma mark - Symbols

static NSDictionary *described(NSArray *procedures) {
  return @{
    @"ANEFModelDescription" : @{
      @"ANEFModelProcedures" : procedures,
      @"kANEFModelInputSymbolsArrayKey" : @[ @"a", @"b", @"c" ],
      @"kANEFModelOutputSymbolsArrayKey" : @[ @"p@output", @"q@output" ]
    }
  };
}

static NSArray *procedures(void) {
  return @[
    @{
      @"ANEFModelProcedureID" : @0,
      @"ANEFModelInputSymbolIndexArray" : @[ @0, @1 ],
      @"ANEFModelOutputSymbolIndexArray" : @[ @0 ]
    },
    @{
      @"ANEFModelProcedureID" : @1,
      @"ANEFModelInputSymbolIndexArray" : @[ @2 ],
      @"ANEFModelOutputSymbolIndexArray" : @[ @1 ]
    }
  ];
}

TEST(readsSymbolsByTheIndicesOfAProcedure) {
  NSDictionary *second = ANOSegmentSymbols(described(procedures()), [NSSet setWithObject:@1]);
  CHECK_EQUAL([second objectForKey:@"inputs"], @[ @"c" ]);
  CHECK_EQUAL([second objectForKey:@"outputs"], @[ @"q@output" ]);
  CHECK_EQUAL([second objectForKey:@"procedures"], @2);
  NSDictionary *all = ANOSegmentSymbols(described(procedures()), [NSSet set]);
  CHECK_EQUAL([all objectForKey:@"inputs"], (@[ @"a", @"b", @"c" ]));
}

static NSDictionary *network(NSString *input, NSString *state, NSString *output) {
  return @{
    @"Name" : @"main",
    @"LiveInputList" : @[ @{@"Name" : input} ],
    @"LiveInputParamList" : @[ @{@"Name" : @"scale"} ],
    @"LiveStateList" : @[ @{@"Name" : state} ],
    @"LiveOutputList" : @[ @{@"Name" : output} ]
  };
}

TEST(readsSymbolsOfLiveListsWhereThereAreNoIndices) {
  NSDictionary *attributes =
      @{@"NetworkStatusList" : @[ network(@"x", @"k", @"y"), network(@"u", @"v", @"w") ]};
  NSDictionary *symbols = ANOSegmentSymbols(attributes, [NSSet setWithObject:@0]);
  CHECK_EQUAL([symbols objectForKey:@"inputs"], (@[ @"x", @"scale" ]));
  CHECK_EQUAL([symbols objectForKey:@"outputs"], @[ @"y" ]);
  CHECK_EQUAL([symbols objectForKey:@"states"], @[ @"k" ]);
  CHECK_EQUAL([symbols objectForKey:@"procedures"], @2);
}

TEST(keepsStatesApartFromInputs) {
  NSMutableDictionary *both =
      [NSMutableDictionary dictionaryWithDictionary:described(procedures())];
  [both setObject:@[ network(@"a", @"b", @"p@output") ] forKey:@"NetworkStatusList"];
  NSDictionary *symbols = ANOSegmentSymbols(both, [NSSet setWithObject:@0]);
  CHECK_EQUAL([symbols objectForKey:@"inputs"], @[ @"a" ]);
  CHECK_EQUAL([symbols objectForKey:@"states"], @[ @"b" ]);
}

TEST(readsNoSymbolsOutOfAnythingElse) {
  NSArray *strange = @[
    @"text", @[], @{}, @{@"NetworkStatusList" : @"x"},
    @{@"NetworkStatusList" : @[ @1, @[] ]},
    @{@"ANEFModelDescription" : @[]}, described(@[ @7, @{} ]), described(@[ @{
      @"ANEFModelInputSymbolIndexArray" : @[ @99, @-1, @"z" ],
      @"ANEFModelOutputSymbolIndexArray" : @[ @99 ]
    } ])
  ];
  for (id attributes in strange) {
    NSDictionary *symbols = ANOSegmentSymbols(attributes, [NSSet set]);
    CHECK(![symbols objectForKey:@"inputs"] && ![symbols objectForKey:@"outputs"]);
  }
  CHECK_EQUAL(ANOSegmentSymbols(nil, [NSSet set]), @{});
}

TEST(tellsTheSymbolsOfTheProcedureThatIsCalled) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(nil, nil);
  [model setModelAttributes:described(procedures())];
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  ANOEvaluateModel(model, ANOEngineRequest(1), NULL);
  ANOEvaluateModel(model, ANOEngineRequest(0), NULL);
  [recorder end];
  NSArray *segments = [[sink eventsOfType:@"aneCall"] valueForKey:@"segment"];
  CHECK_EQUAL([[segments objectAtIndex:0] objectForKey:@"inputs"], @[ @"c" ]);
  CHECK_EQUAL([[segments objectAtIndex:1] objectForKey:@"inputs"], (@[ @"a", @"b", @"c" ]));
}

#pragma mark - Callers

TEST(tellsTheRuntimeByTheInnermostFrameThatNamesOne) {
  CHECK_EQUAL(ANOCallerEngine(@[ @"objc_msgSend", @"-[MLE5Engine predictionFromFeatures:]" ]),
              @"E5");
  CHECK_EQUAL(ANOCallerEngine(@[ @"_ZN4E5RT3Ops25PreCompiledComputeOperation7ExecuteEv" ]), @"E5");
  CHECK_EQUAL(ANOCallerEngine(@[ @"_ZN8Espresso16ANERuntimeEngine6engine8evaluateEv" ]),
              @"CLASSIC");
  CHECK_EQUAL(ANOCallerEngine(@[ @"Espresso::ANERuntimeEngine::x()", @"-[MLE5Engine y]" ]),
              @"CLASSIC");
  CHECK_EQUAL(ANOCallerEngine(@[ @"start", @"main" ]), @"UNKNOWN");
  CHECK_EQUAL(ANOCallerEngine(@[]), @"UNKNOWN");
}

TEST(tellsTheCallerWithTheFirstCallOfAModelOnly) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  ANOEvaluateModel(model, nil, NULL);
  ANOEvaluateModel(model, nil, NULL);
  [recorder end];
  NSArray *calls = [sink eventsOfType:@"aneCall"];
  CHECK([[[calls objectAtIndex:0] objectForKey:@"stack"] count] > 0);
  CHECK_EQUAL([[calls objectAtIndex:0] objectForKey:@"engine"], @"UNKNOWN");
  CHECK(![[calls objectAtIndex:1] objectForKey:@"stack"]);
  CHECK(![[calls objectAtIndex:1] objectForKey:@"engine"]);
}
