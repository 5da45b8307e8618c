/// Turns runs of hooks into events: numbers models, keeps what is known of each, sums up.
#import "ANOCallObserver.h"
#import "ANOHookFrame.h"
#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

/// Records from -beginCurrent to -end. Thread-safe; its lock is held neither while an original runs
/// nor while the sink or the observer is told.
@interface ANORecorder : NSObject {
  id<ANOSink> _sink;
  id<ANOCallObserver> _observer;
  NSCondition *_lock;
  NSMutableDictionary *_segments;
  BOOL _recording;
  NSUInteger _telling;
  NSInteger _prediction;
  unsigned long long _aneNanoseconds;
  NSUInteger _aneCompiles;
}

/// The recorder that hooks tell, retained for the caller; nil while none records.
+ (nullable ANORecorder *)retainCurrent;

- (instancetype)initWithSink:(id<ANOSink>)sink observer:(nullable id<ANOCallObserver>)observer;

/// From now on hooks tell this recorder, and no other.
- (void)beginCurrent;

/// After it returns neither sink nor observer is told any more.
- (void)end;

@property(atomic) NSInteger prediction;
@property(atomic, readonly) unsigned long long aneNanoseconds;
@property(atomic, readonly) NSUInteger aneCompiles;

#pragma mark - For hooks

- (void)willRun:(ANOHookFrame *)frame;
- (void)didRun:(ANOHookFrame *)frame;
- (void)model:(nullable id)aneModel failedFor:(unsigned int)reason queue:(unsigned long long)queue;

@end

NS_ASSUME_NONNULL_END
