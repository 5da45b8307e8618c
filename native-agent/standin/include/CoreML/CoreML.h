/// The documented part of Core ML that the helper uses, in our own words.
///
/// Declared after https://developer.apple.com/documentation/coreml; each header below names the
/// page of its types. Values of enumerations are those of the documentation and of
/// apple/coremltools (coremlpython/CoreMLPythonUtils.mm), whose programs depend on them. Instance
/// variables are those of the stand-ins: the fragile ABI wants them here.
#import <CoreML/MLComputePlan.h>
#import <CoreML/MLFeatures.h>
#import <CoreML/MLModel.h>
