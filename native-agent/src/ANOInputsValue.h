/// Makes a value for one input, whatever its type.
#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns a value that the description allows. Nil with `problem` where none can be made; `asked`
/// is a shape, and only multi-arrays and images take one.
MLFeatureValue *_Nullable ANOInputValue(MLFeatureDescription *description,
                                        NSArray<NSNumber *> *_Nullable asked,
                                        NSString *_Nullable *_Nonnull problem);

/// Whether the type is that of a state, which is no value.
BOOL ANOIsState(MLFeatureType type);

/// Returns the name of a feature type, or its number where it is none we know.
NSString *ANOFeatureTypeName(MLFeatureType type);

NS_ASSUME_NONNULL_END
