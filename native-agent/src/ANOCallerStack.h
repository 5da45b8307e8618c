/// The frames above an ANE call, which tell the runtime that made it.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns the names of the calling thread's frames, innermost first, hooks left out.
NSArray<NSString *> *ANOCallerStack(void);

/// Returns `CLASSIC`, `E5` or `UNKNOWN`. The innermost frame that tells decides, since classic
/// kernels run inside E5 as well.
NSString *ANOCallerEngine(NSArray<NSString *> *stack);

NS_ASSUME_NONNULL_END
