/// Private parts of CoreML.framework that tell how the E5 runtime divided a model. Each is looked
/// for before it is called, and called under @try.
///
/// Believed because freedomtan/coreml_modelc_profling:coreml_profiling_without_compute_plan.m and
/// …_2.m call them and print what came out on an M1 with macOS 14.5 (build 23F79). Whether macOS 15
/// and later still have them is not known.
///
/// Ownership: what is read is borrowed; the dictionary and the error are autoreleased.
#import <CoreML/CoreML.h>

@interface MLModelConfiguration (ANOProfiling)

// 1 before the load makes the engine keep its analytics.
- (void)setProfilingOptions:(NSInteger)options;

@end

@interface MLModel (ANOProgram)

@property(nonatomic, readonly) id program;

@end

@protocol ANOE5Program <NSObject>

@property(nonatomic, readonly) id programLibrary;

@end

@protocol ANOE5ProgramLibrary <NSObject>

- (NSDictionary *)segmentationAnalyticsAndReturnError:(NSError **)error;

@end
