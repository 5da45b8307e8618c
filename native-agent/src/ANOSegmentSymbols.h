/// Names the tensors of a loaded ANE program.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns `inputs`, `outputs`, `states` (names) and `procedures` (their number) of those
/// procedures, of all where `procedures` is empty; each is left out where the attributes do not
/// tell it. `attributes` is `-[_ANEModel modelAttributes]`, in any shape or nil.
NSDictionary<NSString *, id> *ANOSegmentSymbols(id _Nullable attributes,
                                                NSSet<NSNumber *> *procedures);

NS_ASSUME_NONNULL_END
