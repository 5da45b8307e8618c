/// Core ML's compute plan of a compiled model: what it would run where, operation by operation.
#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

@interface ANOComputePlan : NSObject

/// Sends one `operation` a row. Waits for Core ML as long as it takes: loading a plan runs the ANE
/// compiler, which has been seen to hang (soniqo/speech-swift#464), and the service ends a helper
/// that takes too long.
+ (BOOL)planModelAtPath:(NSString *)compiledPath
           computeUnits:(NSString *)computeUnits
                   sink:(id<ANOSink>)sink
                  fault:(ANOFault *_Nullable *_Nonnull)fault;

@end

NS_ASSUME_NONNULL_END
