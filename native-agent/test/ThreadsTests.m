/// Threads that tell that the device was opened.
#import "ANOCollectingSink.h"
#import "ANOLoading.h"
#import "ANOScriptText.h"
#import "ANOScriptedModel.h"
#import "ANOTest.h"
#import "ANOThreadWitness.h"

TEST(knowsTheNamesThatWereSeen) {
  CHECK(ANOIsEngineThread("ANEServicesThread", 63));
  CHECK(ANOIsEngineThread("H11ANEServicesThread", 63));
}

TEST(knowsANameThatTheSystemCutOff) {
  CHECK(ANOIsEngineThread("ANEServicesThre", 15));
  CHECK(ANOIsEngineThread("H11ANEServicesT", 15));
}

TEST(takesNoOtherNameForTheDevice) {
  CHECK(!ANOIsEngineThread("", 15));
  CHECK(!ANOIsEngineThread("ANEServices", 15));
  CHECK(!ANOIsEngineThread("ANEServicesThreadPool", 63));
  CHECK(!ANOIsEngineThread("a-worker-of-ANE", 15));
  CHECK(!ANOIsEngineThread("fifteen-letters", 15));
}

TEST(countsTheDevicesThreadFromTheLoadOn) {
  NSString *path = ANOScriptedModel(
      @"m.mlmodelc",
      ANOScriptText(@"{'play':[{'at':'load','what':'aneThread','name':'H11ANEServicesThread'},"
                    @"{'at':'load','what':'aneThread','name':'another'}]}"));
  ANOThreadWitness *witness = [[ANOThreadWitness new] autorelease];
  ANOCollectingSink *sink = [[ANOCollectingSink new] autorelease];
  NSUInteger before = ANOCountEngineThreads();
  [witness willCompile];
  ANOFault *fault = nil;
  CHECK(ANOLoadedModel(path, ANOPlainOptions(), &fault) != nil);
  [witness didLoadModel:(id)[NSNull null]];
  [witness didPredict:(id)[NSNull null] inputs:(id)[NSNull null]];
  [witness reportTo:sink];
  NSDictionary *evidence = [sink onlyEventOfType:@"evidence"];
  CHECK_EQUAL([evidence objectForKey:@"kind"], @"threads");
  NSDictionary *data = [evidence objectForKey:@"data"];
  CHECK_INTEGER([[data objectForKey:@"before"] integerValue], (long long)before);
  CHECK_INTEGER([[data objectForKey:@"afterLoad"] integerValue], (long long)before + 1);
  CHECK_INTEGER([[data objectForKey:@"afterPrediction"] integerValue], (long long)before + 1);
}
