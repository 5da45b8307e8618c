/// Writes the tensors of ANE calls to files: inputs before a call, outputs after it.
///
/// One file a tensor, `segment-<model>-call-<n>-input-<i>-<symbol>.bin`, and a `.json` beside it
/// that says what the bytes are. What no longer fits the limit, or can't be written, is counted and
/// left out.
#import "ANOCallObserver.h"
#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

@interface ANODump : NSObject <ANOCallObserver, ANOWitness> {
  NSString *_directory;
  unsigned long long _limit;
  unsigned long long _bytes;
  NSUInteger _files;
  NSUInteger _skipped;
}

/// 0 for the limit of its own, 1 GiB.
- (instancetype)initWithDirectory:(NSString *)directory limit:(unsigned long long)limit;

@end

NS_ASSUME_NONNULL_END
