/// Makes the fields of events from frames.
#import "ANOHookFrame.h"

NS_ASSUME_NONNULL_BEGIN

/// Returns what every event of a hook has: model, selector, ok, ns, and error where it failed.
NSMutableDictionary<NSString *, id> *ANOHookEvent(const ANOHookFrame *frame, NSUInteger model);

/// Whether the call returns before the work is done. Asked before the call, since a request may be
/// used up by it.
BOOL ANOHookIsAsynchronous(const ANOHookFrame *frame);

/// Adds what only `aneCall` has. `stack` is nil unless this call tells its caller.
void ANOHookEventAddCall(NSMutableDictionary<NSString *, id> *fields, const ANOHookFrame *frame,
                         NSArray<NSString *> *_Nullable stack);

NS_ASSUME_NONNULL_END
