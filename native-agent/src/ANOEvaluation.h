/// Runs one model under hooks: which step comes when, and which failure has which status.
#import <Foundation/Foundation.h>

#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

/// One evaluation. Sends what happens to the sink, and ends with one `result` or one `failure`.
@interface ANOEvaluation : NSObject {
 @private
  id<ANORuntime> _runtime;
  ANOOptions *_options;
  id<ANOSink> _sink;
  NSArray<id<ANOWitness>> *_witnesses;
  id<ANOModel> _model;
  id<ANOInputs> _inputs;
  NSArray<NSString *> *_outputs;
  ANOPhase _phase;
  NSString *_compiledPath;
  unsigned long long _compileNanoseconds;
  unsigned long long _loadNanoseconds;
  NSUInteger _loadCompiles;
  NSMutableArray<NSNumber *> *_predictNanoseconds;
}

- (instancetype)initWithRuntime:(id<ANORuntime>)runtime
                        options:(ANOOptions *)options
                           sink:(id<ANOSink>)sink;

/// Returns whether it ended with a `result`. To be called once.
- (BOOL)run;

/// After a `result`: lets the witnesses gather what may take time, crash or hang.
- (void)gatherLate;

/// Where the compiled model lies, once there is one; the model itself where it came compiled.
@property(nonatomic, readonly, nullable) NSString *compiledPath;

/// The model, once it is loaded.
@property(nonatomic, readonly, nullable) id<ANOModel> model;

@end

/// Returns the fields of a `failure`.
NSDictionary<NSString *, id> *ANOFailureFields(ANOFault *fault, ANOPhase phase);

/// Nanoseconds of a clock that only goes forward.
unsigned long long ANONow(void);

NS_ASSUME_NONNULL_END
