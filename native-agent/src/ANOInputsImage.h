/// Makes black images of every pixel format.
#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns an image of zeroes, whose buffer the value owns. Nil with `problem` where Core Video
/// makes no such buffer.
MLFeatureValue *_Nullable ANOBlankImage(size_t width, size_t height, OSType pixelFormat,
                                        NSString *_Nullable *_Nonnull problem);

/// Returns the four characters of a format, or its number where it is none.
NSString *ANOFourCharacters(OSType code);

NS_ASSUME_NONNULL_END
