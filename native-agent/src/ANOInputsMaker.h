/// Makes values for all inputs of a model.
#import "ANORuntime.h"

#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

/// What a prediction is given.
@interface ANOLiveInputs : NSObject <ANOInputs> {
  NSArray *_names;
  id<MLFeatureProvider> _features;
  id _state;
}

- (instancetype)initWithNames:(NSArray<NSString *> *)names
                     features:(id<MLFeatureProvider>)features
                        state:(nullable id)state;

@property(nonatomic, readonly) id<MLFeatureProvider> features;

/// An MLState, nil where the model has none.
@property(nonatomic, readonly, nullable) id state;

@end

/// Returns values for the inputs of a loaded model, and a fresh state where it has one. May raise,
/// since Core ML may.
ANOLiveInputs *_Nullable ANOMakeInputs(MLModel *model, ANOOptions *options,
                                       ANOFault *_Nullable *_Nonnull fault);

/// Returns the names of the model's states, none before macOS 15.
NSArray<NSString *> *ANOStateNames(MLModelDescription *description);

NS_ASSUME_NONNULL_END
