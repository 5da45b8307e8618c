/// Scripts for the stand-in Core ML, and whole evaluations of them by the live runtime.
#import "ANOCollectingSink.h"
#import "ANOLiveRuntime.h"
#import "ANOScriptedModel.h"

NS_ASSUME_NONNULL_BEGIN

/// A multi-array of that name.
NSDictionary *ANOScriptedTensor(NSString *name);

/// One ANE call from that tensor to that one.
NSDictionary *ANOScriptedSegment(NSString *input, NSString *output);

/// A model that turns `x` into `y` in one segment.
NSMutableDictionary *ANOScriptedPlainly(void);

/// Compiles, loads and runs once; returns the fault of the step that failed.
ANOFault *_Nullable ANOEvaluateModelAt(ANOLiveRuntime *runtime, NSString *path, ANOOptions *options,
                                       ANOCollectingSink *sink);

/// The same for a new model that plays the script.
ANOFault *_Nullable ANOEvaluateScript(NSDictionary *script, ANOCollectingSink *sink);

/// The calls of a model whose one segment is sent in that way.
NSArray *ANOCallsOf(NSDictionary *way);

NS_ASSUME_NONNULL_END
