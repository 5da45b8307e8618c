#import "AppleNeuralEngine.h"
#import "StandinClasses.h"
#import "StandinScript.h"

@implementation ANOStandin_ANEDeviceInfo

+ (_Bool)hasANE {
  return StandinFlag(StandinHostScript(), @"anePresent", YES);
}

+ (_Bool)isVirtualMachine {
  return StandinFlag(StandinHostScript(), @"virtualMachine", NO);
}

+ (unsigned int)numANEs {
  return [self hasANE] ? 1 : 0;
}

+ (unsigned int)numANECores {
  return (unsigned int)StandinNumber(StandinHostScript(), @"aneCores", 0);
}

+ (NSString *)aneArchitectureType {
  return [self isVirtualMachine] ? nil : [StandinHostScript() objectForKey:@"aneArchitecture"];
}

@end

NSDictionary *ANOStandinHost(void) {
  return StandinHostScript();
}

/// No version of the framework has more than one spelling: an older one is there where the machine
/// lacks the newer ones.
static NSSet *otherSpellings(void) {
  NSString *newest = @"processRequest:model:qos:qIndex:modelStringID:options:returnValue:error:";
  NSString *older = @"processRequest:model:qos:qIndex:modelStringID:options:error:";
  NSString *oldest = @"processRequest:qos:qIndex:modelStringID:options:error:";
  NSString *class = @"_ANEProgramForEvaluation";
  if (!StandinLacks(class, newest)) {
    return [NSSet setWithObjects:older, oldest, nil];
  }
  return StandinLacks(class, older) ? nil : [NSSet setWithObject:oldest];
}

void StandinPublishEngine(void) {
  @autoreleasepool {
    for (NSString *name in @[
           @"_ANEClient", @"_ANEModel", @"_ANERequest", @"_ANEIOSurfaceObject",
           @"_ANEVirtualClient", @"_ANEInMemoryModel", @"_ANEDeviceInfo"
         ]) {
      StandinPublishClass(name, nil);
    }
    StandinPublishClass(@"_ANEProgramForEvaluation", otherSpellings());
  }
}
