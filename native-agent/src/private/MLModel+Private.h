/// Private parts of CoreML.framework. Both are asked for by name at run time, under @try.
///
/// `experimentalMLE5EngineUsage`: with 1, decompiled Core ML of the iOS 18 era makes +[MLE5Engine
/// loadModelFromCompiledArchive:…] fail with "MLE5Engine is disabled through the configuration.",
/// so that the classic engine is taken; practised in ultralytics/yolo-ios-app#182.
///
/// `_internalEngine`: the engine behind a model, an instance variable read by key; may be an
/// MLDelegateModel that wraps the true one (public files of unknown repository: idx:16322997930,
/// idx:55674503849, idx:52541282906).
///
/// Ownership: what is read is borrowed and lives as long as the model does.
#import <CoreML/CoreML.h>

/// What `experimentalMLE5EngineUsage` may be, as far as it is known.
typedef NS_ENUM(NSInteger, ANOE5EngineUsage) { ANOE5EngineUsageOff = 1 };

@interface MLModelConfiguration (ANOPrivate)

- (void)setExperimentalMLE5EngineUsage:(NSInteger)usage;

@end
