/// One run of a hook: what is remembered from before the original to after it.
#import "ANOHookTable.h"

NS_ASSUME_NONNULL_BEGIN

@class ANORecorder, ANOSegment;

/// Lives on the stack of the replacement.
typedef struct ANOHookFrame {
  // Set by the replacement.
  ANOHook hook;
  __unsafe_unretained id _Nullable model;
  __unsafe_unretained id _Nullable request;
  __unsafe_unretained id _Nullable options;
  id _Nullable *_Nonnull error;  // the caller's, or the replacement's own where it gave none
  BOOL ok;
  BOOL returned;  // NO where the original raised

  // Kept by ANOHookEnter and ANOHookLeave.
  BOOL outermost;
  unsigned int nested;
  unsigned long long began;
  unsigned long long nanoseconds;
  __unsafe_unretained id _Nullable errorBefore;

  // Kept by the recorder, for outermost frames only.
  __unsafe_unretained ANORecorder *_Nullable recorder;  // retained
  __unsafe_unretained ANOSegment *_Nullable segment;    // the recorder's
  NSInteger prediction;
  NSUInteger call;
  BOOL asynchronous;                                         // the request said so before the call
  __unsafe_unretained NSArray<NSString *> *_Nullable stack;  // retained; with a model's first call
} ANOHookFrame;

/// Before the original. Never raises.
void ANOHookEnter(ANOHookFrame *frame);

/// After the original, also when it raised. Never raises.
void ANOHookLeave(ANOHookFrame *frame);

/// The error that the original gave, nil where there is none that can be trusted.
NSError *_Nullable ANOHookFrameError(const ANOHookFrame *frame);

/// Nanoseconds of the monotonic clock.
unsigned long long ANONanoseconds(void);

NS_ASSUME_NONNULL_END
