/// The decision: what a model is called after its segments have been seen.
#import "ANOCoverage.h"
#import "ANOJson.h"
#import "ANOTest.h"

static NSString *Key(NSArray *inputs, NSArray *outputs) {
  NSMutableDictionary *sides = [NSMutableDictionary dictionary];
  NSDictionary *names = @{@"inputs" : inputs, @"outputs" : outputs};
  for (NSString *side in names) {
    NSMutableDictionary *tensors = [NSMutableDictionary dictionary];
    for (NSString *name in [names objectForKey:side]) {
      [tensors setObject:@{@"shape" : @[ [NSNumber numberWithInt:1] ]} forKey:name];
    }
    [sides setObject:tensors forKey:side];
  }
  return [[[NSString alloc] initWithData:ANOJsonWrite(sides)
                                encoding:NSUTF8StringEncoding] autorelease];
}

/// A model that was loaded, and called with the outcomes given.
static ANOSeenModel *Seen(NSDictionary *identity, NSArray *outcomes) {
  ANOSeenModel *model = [[[ANOSeenModel alloc] init] autorelease];
  NSNumber *yes = [NSNumber numberWithBool:YES];
  [model add:@"aneLoad" fields:@{@"ok" : yes, @"segment" : identity}];
  for (NSNumber *outcome in outcomes) {
    [model add:@"aneCall" fields:@{@"ok" : outcome, @"prediction" : [NSNumber numberWithInt:0]}];
  }
  return model;
}

static NSArray *Once(void) {
  return @[ [NSNumber numberWithBool:YES] ];
}

static ANOSeenModel *Keyed(NSArray *inputs, NSArray *outputs) {
  return Seen(@{@"key" : Key(inputs, outputs)}, Once());
}

static ANOSeenModel *Symbols(NSArray *inputs, NSArray *outputs, NSArray *states) {
  return Seen(@{@"inputs" : inputs, @"outputs" : outputs, @"states" : states}, Once());
}

static ANODataflow *Flow(NSArray *inputs, NSArray *outputs, NSArray *states, NSArray *others) {
  return [ANODataflow dataflowWithInputs:inputs
                                 outputs:outputs
                                  states:states
                        nonTensorOutputs:others];
}

static ANODataflow *Simple(void) {
  return Flow(@[ @"x" ], @[ @"y" ], @[], @[]);
}

static ANOVerdictStatus Status(ANODataflow *flow, NSArray *segments) {
  return [ANODecide(flow, segments, YES) status];
}

#pragma mark - Full -

TEST(callsOneSegmentFromInputToOutputFull) {
  CHECK_INTEGER(Status(Simple(), @[ Keyed(@[ @"x" ], @[ @"y" ]) ]), ANOVerdictFull);
}

TEST(callsAChainFullInWhateverOrderItIsSeen) {
  NSArray *chain = @[
    Keyed(@[ @"b", @"x" ], @[ @"y" ]), Keyed(@[ @"a" ], @[ @"b" ]), Keyed(@[ @"x" ], @[ @"a" ])
  ];
  CHECK_INTEGER(Status(Simple(), chain), ANOVerdictFull);
}

TEST(comparesNamesWithoutTheirSuffix) {
  CHECK_INTEGER(Status(Simple(), @[ Keyed(@[ @"x@input" ], @[ @"y@output" ]) ]), ANOVerdictFull);
  CHECK_INTEGER(Status(Flow(@[ @"x" ], @[ @"@y" ], @[], @[]), @[ Keyed(@[ @"x" ], @[ @"@y" ]) ]),
                ANOVerdictFull);
}

TEST(callsAModelFullThatHasAnInputNobodyReads) {
  ANODataflow *flow = Flow(@[ @"x", @"unused" ], @[ @"y" ], @[], @[]);
  CHECK_INTEGER(Status(flow, @[ Keyed(@[ @"x" ], @[ @"y" ]) ]), ANOVerdictFull);
}

TEST(readsSymbolsWhereThereIsNoKey) {
  CHECK_INTEGER(Status(Simple(), @[ Symbols(@[ @"x" ], @[ @"y@output" ], @[]) ]), ANOVerdictFull);
}

TEST(readsSymbolsWhereTheKeyCannotBeRead) {
  for (NSString *key in @[ @"0", @"not json", @"{\"isegment\":0}", @"[]" ]) {
    ANOSeenModel *model = Seen(
        @{@"key" : key,
          @"inputs" : @[ @"x" ],
          @"outputs" : @[ @"y" ]},
        Once());
    CHECK_INTEGER(Status(Simple(), @[ model ]), ANOVerdictFull);
  }
}

TEST(countsAStateAsSourceAndAsSink) {
  ANODataflow *flow = Flow(@[ @"x" ], @[ @"y" ], @[ @"cache" ], @[]);
  ANOSeenModel *updating = Symbols(@[ @"x", @"cache" ], @[ @"y" ], @[ @"cache" ]);
  ANOSeenModel *reading = Symbols(@[ @"x", @"cache" ], @[ @"y" ], @[]);
  CHECK_INTEGER(Status(flow, @[ updating ]), ANOVerdictFull);
  CHECK_INTEGER(Status(flow, @[ reading ]), ANOVerdictPartial);
}

#pragma mark - Partial -

TEST(callsAModelPartialWhoseOutputIsMadeOutside) {
  ANOVerdict *verdict = ANODecide(Simple(), @[ Keyed(@[ @"x" ], @[ @"a" ]) ], YES);
  CHECK_INTEGER([verdict status], ANOVerdictPartial);
  CHECK_CONTAINS([verdict summary], @"y");
  CHECK(![verdict onlyPostProcessingOutside]);
}

TEST(callsAModelPartialWhoseLastSegmentReadsWhatTheCpuMade) {
  NSArray *segments = @[ Keyed(@[ @"x" ], @[ @"a" ]), Keyed(@[ @"a", @"c" ], @[ @"y" ]) ];
  CHECK_INTEGER(Status(Simple(), segments), ANOVerdictPartial);
}

TEST(callsAModelPartialWhoseFirstOperationRanOnTheCpu) {
  CHECK_INTEGER(Status(Simple(), @[ Keyed(@[ @"x", @"c" ], @[ @"y" ]) ]), ANOVerdictPartial);
}

TEST(doesNotTakeSegmentsThatFeedEachOtherForMadeFromTheInput) {
  NSArray *segments = @[ Keyed(@[ @"a" ], @[ @"b" ]), Keyed(@[ @"b" ], @[ @"a", @"y" ]) ];
  CHECK_INTEGER(Status(Simple(), segments), ANOVerdictPartial);
}

TEST(doesNotTakeAnInputThatPassesThroughForMade) {
  ANODataflow *flow = Flow(@[ @"x" ], @[ @"y", @"x" ], @[], @[]);
  CHECK_INTEGER(Status(flow, @[ Keyed(@[ @"x" ], @[ @"y" ]) ]), ANOVerdictPartial);
}

TEST(callsAClassifierPartialForItsLabelAlone) {
  ANODataflow *flow = Flow(@[ @"x" ], @[ @"y", @"label" ], @[], @[ @"label" ]);
  ANOVerdict *verdict = ANODecide(flow, @[ Keyed(@[ @"x" ], @[ @"y" ]) ], YES);
  CHECK_INTEGER([verdict status], ANOVerdictPartial);
  CHECK([verdict onlyPostProcessingOutside]);
}

TEST(doesNotCallItPostProcessingWhereATensorIsMissingToo) {
  ANODataflow *flow = Flow(@[ @"x" ], @[ @"y", @"z", @"label" ], @[], @[ @"label" ]);
  ANOVerdict *verdict = ANODecide(flow, @[ Keyed(@[ @"x" ], @[ @"y" ]) ], YES);
  CHECK_INTEGER([verdict status], ANOVerdictPartial);
  CHECK(![verdict onlyPostProcessingOutside]);
}

TEST(countsAFailedCallForNothing) {
  NSArray *failed = @[ [NSNumber numberWithBool:NO] ];
  ANOSeenModel *first = Keyed(@[ @"x" ], @[ @"a" ]);
  ANOSeenModel *second = Seen(
      @{@"key" : Key(@[ @"a" ], @[ @"y" ])}, failed);
  CHECK_INTEGER(Status(Simple(), @[ first, second ]), ANOVerdictPartial);
  NSArray *both = @[ [NSNumber numberWithBool:NO], [NSNumber numberWithBool:YES] ];
  ANOSeenModel *retried = Seen(
      @{@"key" : Key(@[ @"a" ], @[ @"y" ])}, both);
  CHECK_INTEGER(Status(Simple(), @[ first, retried ]), ANOVerdictFull);
}

TEST(countsACallOutsideAPredictionForNothing) {
  ANOSeenModel *model = Seen(
      @{@"key" : Key(@[ @"x" ], @[ @"y" ])}, @[]);
  [model add:@"aneCall"
      fields:@{@"ok" : [NSNumber numberWithBool:YES], @"prediction" : [NSNumber numberWithInt:-1]}];
  CHECK_INTEGER(Status(Simple(), @[ model ]), ANOVerdictNone);
}

#pragma mark - None -

TEST(saysWhyNothingRan) {
  ANOVerdict *never = ANODecide(Simple(), @[], YES);
  CHECK_INTEGER([never status], ANOVerdictNone);
  CHECK_CONTAINS([never summary], @"none was ever tried");
  CHECK_CONTAINS([ANODecide(Simple(), @[ Seen(@{}, @[]) ], YES) summary], @"never run");
  NSArray *failed = @[ [NSNumber numberWithBool:NO] ];
  CHECK_CONTAINS([ANODecide(Simple(), @[ Seen(@{}, failed) ], YES) summary],
                 @"every ANE call failed");
  ANOSeenModel *model = [[[ANOSeenModel alloc] init] autorelease];
  [model add:@"aneCompile"
      fields:@{
        @"ok" : [NSNumber numberWithBool:NO],
        @"error" : @{@"text" : @"ANECCompile() FAILED"}
      }];
  CHECK_CONTAINS([ANODecide(Simple(), @[ model ], YES) summary], @"ANECCompile() FAILED");
}

TEST(isNotMisledByEqualNamesOfInputAndOutput) {
  CHECK_INTEGER(Status(Flow(@[ @"x" ], @[ @"x" ], @[], @[]), @[]), ANOVerdictNone);
}

#pragma mark - Undetermined -

TEST(saysNothingWithoutItsHooks) {
  for (NSArray *segments in @[ @[], @[ Keyed(@[ @"x" ], @[ @"y" ]) ] ]) {
    ANOVerdict *verdict = ANODecide(Simple(), segments, NO);
    CHECK_INTEGER([verdict status], ANOVerdictUndetermined);
    CHECK_EQUAL([verdict reason], @"HOOKS_NOT_PROVEN");
  }
}

TEST(saysNothingOfASegmentThatTellsNothing) {
  NSArray *segments = @[ Keyed(@[ @"x" ], @[ @"y" ]), Seen(@{@"identity" : @"a"}, Once()) ];
  ANOVerdict *verdict = ANODecide(Simple(), segments, YES);
  CHECK_INTEGER([verdict status], ANOVerdictUndetermined);
  CHECK_EQUAL([verdict reason], @"COVERAGE_UNKNOWN");
}

TEST(asksNothingOfASegmentThatDidNotRun) {
  NSArray *segments = @[ Keyed(@[ @"x" ], @[ @"y" ]), Seen(@{@"identity" : @"a"}, @[]) ];
  CHECK_INTEGER(Status(Simple(), segments), ANOVerdictFull);
}

TEST(saysNothingOfStatesThatNoSegmentTells) {
  ANODataflow *flow = Flow(@[ @"x" ], @[ @"y" ], @[ @"cache" ], @[]);
  ANOVerdict *verdict = ANODecide(flow, @[ Keyed(@[ @"x" ], @[ @"y" ]) ], YES);
  CHECK_EQUAL([verdict reason], @"COVERAGE_UNKNOWN");
  CHECK_INTEGER(Status(flow, @[ Keyed(@[ @"x" ], @[ @"a" ]) ]), ANOVerdictPartial);
}
