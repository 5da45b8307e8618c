/// Decides by dataflow whether a model ran on the ANE fully, partly or not at all.
#import <Foundation/Foundation.h>

#import "ANOObservation.h"

NS_ASSUME_NONNULL_BEGIN

/// The verdicts, by the exit codes of `check`.
typedef NS_ENUM(int, ANOVerdictStatus) {
  ANOVerdictFull = 0,
  ANOVerdictPartial = 1,
  ANOVerdictNone = 2,
  ANOVerdictUndetermined = 70
};

/// Returns the status's name.
NSString *ANOVerdictName(ANOVerdictStatus status);

/// What was decided, and why.
@interface ANOVerdict : NSObject {
 @private
  ANOVerdictStatus _status;
  NSString *_reason;
  NSString *_summary;
  BOOL _onlyPostProcessingOutside;
}

@property(nonatomic, readonly) ANOVerdictStatus status;
/// HOOKS_NOT_PROVEN or COVERAGE_UNKNOWN; nil unless it is undetermined.
@property(nonatomic, readonly, nullable) NSString *reason;
/// A sentence for people.
@property(nonatomic, readonly) NSString *summary;
/// Whether all that keeps it from full are outputs that are always made outside.
@property(nonatomic, readonly) BOOL onlyPostProcessingOutside;

@end

/// A model as names of tensors.
@interface ANODataflow : NSObject {
 @private
  NSArray<NSString *> *_inputs;
  NSArray<NSString *> *_outputs;
  NSArray<NSString *> *_states;
  NSArray<NSString *> *_nonTensorOutputs;
}

+ (instancetype)dataflowOfModel:(id<ANOModel>)model;
+ (instancetype)dataflowWithInputs:(NSArray<NSString *> *)inputs
                           outputs:(NSArray<NSString *> *)outputs
                            states:(NSArray<NSString *> *)states
                  nonTensorOutputs:(NSArray<NSString *> *)nonTensorOutputs;

@property(nonatomic, readonly) NSArray<NSString *> *inputs;
@property(nonatomic, readonly) NSArray<NSString *> *outputs;
@property(nonatomic, readonly) NSArray<NSString *> *states;
@property(nonatomic, readonly) NSArray<NSString *> *nonTensorOutputs;

@end

/// Decides for a model whose predictions succeeded. Full means: there is a segment, every input of
/// every segment is a model input, a state, or made by segments from those; every output and every
/// state is made by a segment; and no output is one that is always made outside. A failed call
/// counts for nothing, and names are compared without an `@…` at their end.
ANOVerdict *ANODecide(ANODataflow *flow, NSArray<ANOSeenModel *> *segments, BOOL hooksIntact);

NS_ASSUME_NONNULL_END
