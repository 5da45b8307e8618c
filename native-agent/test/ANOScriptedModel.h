/// Writes models for the stand-in Core ML to play.
#import "ANORuntime.h"

#import <CoreML/CoreML.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns the path of a new model of that name (such as `m.mlpackage`) that plays the script.
NSString *ANOScriptedModel(NSString *name, NSDictionary *script);

/// The same, with these inputs and one output, compiled and loaded.
MLModel *ANOModelWithInputs(NSArray<NSDictionary *> *inputs);

/// Options that ask for one prediction under `CPU_AND_NE`.
ANOOptions *ANOPlainOptions(void);

NS_ASSUME_NONNULL_END
