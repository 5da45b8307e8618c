/// Runs the model again and samples stacks meanwhile: which engines work, also off the Neural
/// Engine.
#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

@interface ANOStackWitness : NSObject <ANOWitness>
@end

NS_ASSUME_NONNULL_END
