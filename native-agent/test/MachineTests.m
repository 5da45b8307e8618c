/// What the live runtime says of machines that differ.
#import "ANOCollectingSink.h"
#import "ANOPlayedEvaluation.h"
#import "ANOPlayedMachine.h"
#import "ANOTest.h"

TEST(countsOneCallOnAnOlderMachine) {
  NSString *newest = @"processRequest:model:qos:qIndex:modelStringID:options:returnValue:error:";
  NSDictionary *older =
      @{@"missing" : @[ @{@"class" : @"_ANEProgramForEvaluation", @"selector" : newest} ]};
  if (ANOOnMachine(__func__, older)) {
    NSArray *calls = ANOCallsOf(@{@"through" : @"evaluate"});
    CHECK_INTEGER([calls count], 1);
    CHECK_EQUAL([[calls lastObject] objectForKey:@"nested"], @2);
  }
}

TEST(countsOneCallInAVirtualMachineAndSaysThatItIsOne) {
  NSDictionary *guest = @{
    @"host" : @{
      @"chip" : @"Apple M9",
      @"virtualMachine" : [NSNumber numberWithBool:YES],
      @"aneArchitecture" : @"h99g",
      @"aneCores" : @16
    }
  };
  if (ANOOnMachine(__func__, guest)) {
    NSArray *calls = ANOCallsOf(@{@"through" : @"evaluate"});
    CHECK_INTEGER([calls count], 1);
    CHECK_EQUAL([[calls lastObject] objectForKey:@"nested"], @3);
    NSDictionary *host = [[[ANOLiveRuntime alloc] init] autorelease].host;
    CHECK_EQUAL([host objectForKey:@"chip"], @"Apple M9");
    NSDictionary *ane = [host objectForKey:@"ane"];
    CHECK([[ane objectForKey:@"virtualMachine"] boolValue]);
    CHECK_EQUAL([ane objectForKey:@"cores"], @16);
    CHECK(![ane objectForKey:@"architecture"]);
  }
}

TEST(evaluatesWhereThereIsNoClientAtAll) {
  if (ANOOnMachine(
          __func__,
          @{@"missing" : @[ @{@"class" : @"_ANEClient"} ]})) {
    ANOCollectingSink *sink = [ANOCollectingSink sink];
    ANOEvaluateScript(ANOScriptedPlainly(), sink);
    CHECK(![[[ANOLiveRuntime alloc] init] autorelease].hooksIntact);
    CHECK_INTEGER([[sink eventsOfType:@"aneCall"] count], 0);
  }
}

TEST(noticesThatAnotherLibraryTookAHookAway) {
  if (ANOOnMachine(__func__, @{})) {
    NSMutableDictionary *script = ANOScriptedPlainly();
    [script setObject:@[ @{
              @"at" : @"predict",
              @"what" : @"detach",
              @"class" : @"_ANEClient",
              @"selector" : @"doEvaluateDirectWithModel:options:request:qos:error:"
            } ]
               forKey:@"play"];
    ANOLiveRuntime *live = [[[ANOLiveRuntime alloc] init] autorelease];
    CHECK(live.hooksIntact);
    ANOEvaluateModelAt(live, ANOScriptedModel(@"m.mlpackage", script), ANOPlainOptions(),
                       [ANOCollectingSink sink]);
    CHECK(!live.hooksIntact);
  }
}

TEST(describesTheMachineAndItsHooks) {
  ANOLiveRuntime *live = [[[ANOLiveRuntime alloc] init] autorelease];
  CHECK(live.simulated);
  CHECK(live.hooksIntact);
  NSDictionary *host = live.host;
  CHECK([[host objectForKey:@"ane"] objectForKey:@"present"] != nil);
  CHECK([host objectForKey:@"translated"] != nil);
  CHECK([NSJSONSerialization isValidJSONObject:host]);
  CHECK([NSJSONSerialization isValidJSONObject:live.hooks]);
}

TEST(tellsTheFactsOfTheMachine) {
  NSDictionary *mac = @{
    @"host" : @{
      @"chip" : @"Apple M9",
      @"model" : @"Mac99,1",
      @"osVersion" : @"99.1",
      @"osBuild" : @"99A1",
      @"aneCores" : @32,
      @"aneArchitecture" : @"h99g"
    }
  };
  if (ANOOnMachine(__func__, mac)) {
    CHECK_EQUAL([[[ANOLiveRuntime alloc] init] autorelease].host, (@{
                  @"chip" : @"Apple M9",
                  @"model" : @"Mac99,1",
                  @"osVersion" : @"99.1",
                  @"osBuild" : @"99A1",
                  @"translated" : [NSNumber numberWithBool:NO],
                  @"ane" : @{
                    @"present" : [NSNumber numberWithBool:YES],
                    @"cores" : @32,
                    @"architecture" : @"h99g",
                    @"virtualMachine" : [NSNumber numberWithBool:NO]
                  }
                }));
  }
}

TEST(tellsAMachineWithoutANeuralEngine) {
  NSDictionary *none = @{@"host" : @{@"anePresent" : [NSNumber numberWithBool:NO]}};
  if (ANOOnMachine(__func__, none)) {
    NSDictionary *ane = [[[[ANOLiveRuntime alloc] init] autorelease].host objectForKey:@"ane"];
    CHECK(![[ane objectForKey:@"present"] boolValue]);
    CHECK(![ane objectForKey:@"cores"]);
  }
}
