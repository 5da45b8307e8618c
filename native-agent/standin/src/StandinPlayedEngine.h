/// The engine behind a model: plays loading and predicting.
#import "MLScripted.h"

NS_ASSUME_NONNULL_BEGIN

@interface StandinPlayedEngine : NSObject {
  NSDictionary *_script;
  MLModelConfiguration *_configuration;
  BOOL _e5;
  NSArray *_segments;
  NSUInteger _predictions;
}

/// An engine of the class that the script names; that class is made where there is none.
+ (StandinPlayedEngine *)engineForScript:(NSDictionary *)script
                                    path:(NSString *)path
                           configuration:(MLModelConfiguration *)configuration;

/// Plays one prediction; NO with an error where the script makes it fail.
- (BOOL)predictWithError:(NSError **)error;

/// What private callers ask for the analytics; nil for the classic engine.
- (nullable id)program;

@end

/// Wraps an engine, as newer versions of Core ML do.
@interface MLDelegateModel : NSObject {
  StandinPlayedEngine *_internalEngine;
}

- (instancetype)initWithEngine:(StandinPlayedEngine *)engine;
- (StandinPlayedEngine *)engine;

@end

/// The private properties of a configuration that the helper sets.
@interface MLModelConfiguration (StandinPrivateProperties)

- (long long)experimentalMLE5EngineUsage;
- (void)setExperimentalMLE5EngineUsage:(long long)usage;
- (long long)profilingOptions;
- (void)setProfilingOptions:(long long)options;

@end

NS_ASSUME_NONNULL_END
