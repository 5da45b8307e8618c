/// Counts the threads that a process has once it has opened the Neural Engine's device.
///
/// Their names end in `ANEServicesThread`: `H11ANEServicesThread` up to macOS 14
/// (obsproject/obs-studio#10204), `ANEServicesThread` on macOS 26 (OpenOats#25). They prove that
/// the device was opened, not that anything ran on it.
#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

@interface ANOThreadWitness : NSObject <ANOWitness> {
  NSUInteger _before;
  NSUInteger _afterLoad;
  NSUInteger _afterPrediction;
}

@end

/// Whether a thread of that name belongs to the device. `kept` is how many bytes of a name the
/// system keeps: the rest of a longer one is cut off.
BOOL ANOIsEngineThread(const char *name, size_t kept);

/// How many of this process' threads are such.
NSUInteger ANOCountEngineThreads(void);

NS_ASSUME_NONNULL_END
