/// One segment of a script: an ANE model, its tensors and its calls.
#import "AppleNeuralEngine.h"

NS_ASSUME_NONNULL_BEGIN

@interface StandinPlayedSegment : NSObject {
  NSDictionary *_script;
  BOOL _e5;
  NSString *_identity;
  ANOStandin_ANEModel *_model;
  NSArray *_inputs;
  NSArray *_outputs;
  BOOL _loaded;
}

@property(nonatomic, readonly) NSDictionary *script;
/// Compiled and loaded, so that it can be called.
@property(nonatomic, readonly) BOOL loaded;

- (instancetype)initWithScript:(NSDictionary *)script
                         index:(NSUInteger)index
                            e5:(BOOL)e5
                      function:(NSString *)function
                          path:(NSString *)path;

/// Sends what Core ML sends while it loads a model.
- (void)loadWarm:(BOOL)warm;

/// Sends one call; NO where the engine refuses it.
- (BOOL)call;

@end

NS_ASSUME_NONNULL_END
