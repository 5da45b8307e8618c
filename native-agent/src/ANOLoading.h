/// Compiles and loads models with Core ML. What is here may raise, since Core ML may.
#import "ANORuntime.h"

#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns the path of the compiled model: `path` itself where it is an `.mlmodelc`.
NSString *_Nullable ANOCompiledModel(NSString *path, ANOFault *_Nullable *_Nonnull fault);

MLModel *_Nullable ANOLoadedModel(NSString *compiledPath, ANOOptions *options,
                                  ANOFault *_Nullable *_Nonnull fault);

/// Returns a configuration with the compute units of that name on the wire; nil with a fault where
/// this system does not have them.
MLModelConfiguration *_Nullable ANOConfiguration(NSString *computeUnits,
                                                 ANOFault *_Nullable *_Nonnull fault);

NS_ASSUME_NONNULL_END
