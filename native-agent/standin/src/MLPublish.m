#import "MLScripted.h"
#import "StandinClasses.h"

void StandinPublishModels(void) {
  @autoreleasepool {
    StandinPublishClass(@"MLComputePlan", nil);
    for (NSString *name in @[
           @"MLModel", @"MLModelConfiguration", @"MLModelDescription", @"MLMultiArray", @"MLState",
           @"StandinPlayedEngine", @"StandinPlayedProgram"
         ]) {
      StandinAlterClass(name);
    }
  }
}
