/// Chooses the sizes of inputs that may have several.
#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns the shape to give: `asked` where it fits the constraint, the default one where nothing
/// is asked. Nil with `problem`, which names the constraint, where what is asked does not fit.
NSArray<NSNumber *> *_Nullable ANOArrayShape(MLMultiArrayConstraint *constraint,
                                             NSArray<NSNumber *> *_Nullable asked,
                                             NSString *_Nullable *_Nonnull problem);

/// The same for an image. What is asked is [height, width] or [1, channels, height, width]; the
/// channels must be those of the pixel format.
BOOL ANOImageSizes(MLImageConstraint *constraint, NSArray<NSNumber *> *_Nullable asked,
                   size_t *width, size_t *height, NSString *_Nullable *_Nonnull problem);

/// Whether the pixel format has one channel.
BOOL ANOIsGray(OSType pixelFormat);

NS_ASSUME_NONNULL_END
