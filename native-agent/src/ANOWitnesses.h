/// The witnesses of an evaluation that need no hook.
#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

@interface ANOWitnesses : NSObject

/// None where the options want no evidence. A dump is not among them: the recorder needs it too.
+ (NSArray<id<ANOWitness>> *)witnessesForOptions:(ANOOptions *)options;

@end

NS_ASSUME_NONNULL_END
