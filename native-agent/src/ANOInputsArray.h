/// Makes multi-arrays of every data type.
#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns an array whose last dimension counts 1, 2, …, n in each row, as the predecessor fills
/// it: no element is zero. Float16 stops counting at its largest number, Int8 starts again after
/// 127. Nil with `problem` where there is no such data type, or where Core ML makes no such array.
MLMultiArray *_Nullable ANOFilledArray(NSArray<NSNumber *> *shape, MLMultiArrayDataType type,
                                       NSString *_Nullable *_Nonnull problem);

/// Returns the bits of the half-precision number nearest to `count`, at most its largest.
uint16_t ANOHalf(unsigned long count);

NS_ASSUME_NONNULL_END
