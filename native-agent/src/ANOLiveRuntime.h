/// The frameworks of this machine: Core ML, and AppleNeuralEngine under hooks.
#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

@class ANODump, ANORecorder;

@interface ANOLiveRuntime : NSObject <ANORuntime> {
  ANORecorder *_recorder;
  ANODump *_dump;
}

/// Installs the hooks.
- (instancetype)init;

@end

NS_ASSUME_NONNULL_END
