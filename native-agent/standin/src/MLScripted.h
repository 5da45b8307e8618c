/// Core ML's classes as the stand-in makes them: out of the dictionaries of a script.
#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

MLFeatureType StandinFeatureType(NSString *_Nullable name);
MLMultiArrayDataType StandinDataType(NSString *_Nullable name);
OSType StandinPixelFormat(NSString *_Nullable fourCharacters);

NSError *StandinModelError(MLModelError code, NSString *format, ...) NS_FORMAT_FUNCTION(2, 3);

@interface MLFeatureDescription ()

- (instancetype)initWithScript:(NSDictionary *)script;

/// Why the value doesn't fit, nil where it does.
- (nullable NSString *)objectionTo:(nullable MLFeatureValue *)value;

/// A value that fits.
- (MLFeatureValue *)madeValue;

@end

@interface MLModelDescription ()

/// `function` chooses among `inputsOf`.
- (instancetype)initWithScript:(NSDictionary *)script function:(nullable NSString *)function;

@end

@interface MLState ()

- (instancetype)initWithDescriptions:(NSDictionary<NSString *, MLFeatureDescription *> *)states;

@end

/// Registers what the machine has of Core ML's newer classes.
void StandinPublishModels(void);

NS_ASSUME_NONNULL_END
