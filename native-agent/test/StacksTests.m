/// Which engines sampled stacks tell.
#import "ANOCollectingSink.h"
#import "ANOLiveModel.h"
#import "ANOLoading.h"
#import "ANOScriptText.h"
#import "ANOScriptedModel.h"
#import "ANOStackSampler.h"
#import "ANOStackWitness.h"
#import "ANOTest.h"

static NSString *engineOf(const char *symbol) {
  int engine = ano_stack_engine(symbol);
  return engine < 0 ? nil : [NSString stringWithUTF8String:ano_stack_engine_names[engine]];
}

/// The data of the evidence about a model that plays the script.
static NSDictionary *sampled(NSString *script, NSString *units) {
  ANOOptions *options = ANOPlainOptions();
  options.computeUnits = units;
  ANOFault *fault = nil;
  MLModel *loaded =
      ANOLoadedModel(ANOScriptedModel(@"m.mlmodelc", ANOScriptText(script)), options, &fault);
  ANOLiveModel *model = [[[ANOLiveModel alloc] initWithModel:loaded] autorelease];
  id<ANOInputs> inputs = [model makeInputsWithOptions:options fault:&fault];
  ANOCollectingSink *sink = [[ANOCollectingSink new] autorelease];
  [[[ANOStackWitness new] autorelease] gatherLateFor:model inputs:inputs sink:sink];
  NSDictionary *evidence = [sink onlyEventOfType:@"evidence"];
  CHECK_EQUAL([evidence objectForKey:@"kind"], @"stacks");
  CHECK([[[evidence objectForKey:@"data"] objectForKey:@"samples"] integerValue] > 0);
  return [evidence objectForKey:@"data"];
}

static NSSet *enginesOf(NSDictionary *data) {
  return [NSSet setWithArray:[[data objectForKey:@"engines"] allKeys]];
}

TEST(namesTheEnginesOfBothRuntimes) {
  CHECK_EQUAL(engineOf("_ZN8Espresso16ANERuntimeEngine7context15__launch_kernelEv"),
              @"ANERuntimeEngine");
  CHECK_EQUAL(engineOf("_ZN8Espresso9MPSEngine7context15__launch_kernelEv"), @"MPSEngine");
  CHECK_EQUAL(engineOf("_ZN8Espresso17MetalLowmemEngine7context8__launchEv"), @"MetalLowmemEngine");
  CHECK_EQUAL(engineOf("_ZN8Espresso10BNNSEngine18convolution_kernel8__launchEv"), @"BNNSEngine");
  CHECK_EQUAL(engineOf("_ZN4E5RT3Ops4Impl38AneInferenceOperationImplUsingAnefAPIs18EvaluateANE"),
              @"AneInferenceOperation");
  CHECK_EQUAL(engineOf("_ZN4E5RT3Ops25BnnsCpuInferenceOperation11ExecuteSyncEv"),
              @"BnnsCpuInferenceOperation");
  CHECK_EQUAL(engineOf("BNNSGraphContextExecute_v2"), @"BnnsCpuInferenceOperation");
  CHECK_EQUAL(engineOf("_ZN4E5RT3Ops26MpsGraphInferenceOperation11ExecuteSyncEv"),
              @"MpsGraphInferenceOperation");
  CHECK(engineOf("_ZN4E5RT19ExecutionStreamImpl17ExecuteStreamSyncEv") == nil);
}

TEST(tellsWhatRanBesideTheNeuralEngineUnderE5) {
  NSDictionary *data =
      sampled(@"{'runtime':'E5','segments':[{'inputs':{'x':[4,1,1,1,1]},"
              @"'outputs':{'y':[4,1,1,1,1]},'ms':20}],'elsewhere':{'cpuMs':20,'gpuMs':20}}",
              @"ALL");
  CHECK_EQUAL(enginesOf(data),
              ([NSSet setWithObjects:@"AneInferenceOperation", @"BnnsCpuInferenceOperation",
                                     @"MpsGraphInferenceOperation", nil]));
}

TEST(tellsTheClassicEnginesApart) {
  NSDictionary *data = sampled(@"{'elsewhere':{'cpuMs':20,'gpuMs':20}}", @"CPU_AND_GPU");
  CHECK_EQUAL(enginesOf(data), ([NSSet setWithObjects:@"BNNSEngine", @"MPSEngine", nil]));
}

TEST(seesNoEngineWhereNoneRan) {
  CHECK_EQUAL(enginesOf(sampled(@"{'play':[{'at':'predict','what':'slow','ms':5}]}", @"ALL")),
              [NSSet set]);
}

TEST(countsAnEngineOnceASample) {
  NSDictionary *data = sampled(@"{'elsewhere':{'cpuMs':20}}", @"CPU_ONLY");
  NSInteger seen = [[[data objectForKey:@"engines"] objectForKey:@"BNNSEngine"] integerValue];
  CHECK(seen > 0);
  CHECK(seen <= [[data objectForKey:@"samples"] integerValue]);
}

TEST(sendsWhatItHasWhenAPredictionFails) {
  NSDictionary *data = sampled(
      @"{'elsewhere':{'cpuMs':60},'play':[{'at':'late','after':1,'what':'error'}]}", @"CPU_ONLY");
  CHECK_EQUAL(enginesOf(data), [NSSet setWithObject:@"BNNSEngine"]);
}
