/// The frameworks under the helper, as one interface with one set of results.
///
/// Above it is policy (`ANOEvaluation`: which step comes when, which failure has which status);
/// below it is everything that knows a class of Core ML or of AppleNeuralEngine. Only
/// `ANOLiveRuntime` is below it; tests of the policy use `ANOFakeRuntime`.
///
/// No method raises. A method that can fail returns nil (or NO) and sets `fault`, which is
/// autoreleased. Returned objects are autoreleased unless the name says otherwise.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// What a failure is charged to: ANECompat's numbers, which are also exit codes of `check`.
typedef NS_ENUM(NSInteger, ANOStatus) {
  ANOStatusRead = 3,
  ANOStatusCompile = 4,
  ANOStatusInput = 5,
  ANOStatusPredict = 6,
  ANOStatusOther = 7
};

typedef NS_ENUM(NSInteger, ANOPhase) {
  ANOPhaseNone = 0,
  ANOPhaseCompiling,
  ANOPhaseLoading,
  ANOPhaseRunningPrediction,
  ANOPhasePlanning
};

/// Returns the phase's name on the wire, nil for ANOPhaseNone.
NSString *_Nullable ANOPhaseName(ANOPhase phase);

/// Why a step failed.
@interface ANOFault : NSObject {
 @private
  ANOStatus _status;
  NSString *_domain;
  NSInteger _code;
  NSString *_message;
}

@property(nonatomic, readonly) ANOStatus status;
@property(nonatomic, readonly) NSString *domain;
@property(nonatomic, readonly) NSInteger code;
@property(nonatomic, readonly) NSString *message;

+ (instancetype)faultWithStatus:(ANOStatus)status
                         domain:(NSString *)domain
                           code:(NSInteger)code
                        message:(NSString *)message;

/// Takes domain, code and text of the error and of those under it; `error` may be nil, since
/// frameworks sometimes fail without one.
+ (instancetype)faultWithStatus:(ANOStatus)status error:(nullable NSError *)error;

+ (instancetype)faultWithStatus:(ANOStatus)status exception:(NSException *)exception;

@end

/// Takes events as they happen. `fields` holds JSON values only; `type` and `id` are added above.
/// May be called from any thread, inside a hook; returns quickly and never raises.
@protocol ANOSink <NSObject>

- (void)emit:(NSString *)type fields:(NSDictionary<NSString *, id> *)fields;

@end

/// One request `evaluate`, checked.
@interface ANOOptions : NSObject {
 @private
  NSString *_modelPath;
  NSString *_computeUnits;
  NSString *_function;
  NSDictionary<NSString *, NSArray<NSNumber *> *> *_shapes;
  NSUInteger _predictions;
  BOOL _omitOptionals;
  BOOL _forceClassicEngine;
  BOOL _evidence;
  NSString *_dumpDirectory;
  unsigned long long _dumpLimitBytes;
}

@property(nonatomic, copy) NSString *modelPath;
@property(nonatomic, copy) NSString *computeUnits;  // the names on the wire
@property(nonatomic, copy, nullable) NSString *function;
@property(nonatomic, copy, nullable) NSDictionary<NSString *, NSArray<NSNumber *> *> *shapes;
@property(nonatomic) NSUInteger predictions;
@property(nonatomic) BOOL omitOptionals;
@property(nonatomic) BOOL forceClassicEngine;
@property(nonatomic) BOOL evidence;
@property(nonatomic, copy, nullable) NSString *dumpDirectory;
@property(nonatomic) unsigned long long dumpLimitBytes;

@end

/// Values for every input of a model, and a fresh state where it has one.
@protocol ANOInputs <NSObject>

/// The names that got a value, in the model's order.
@property(nonatomic, readonly) NSArray<NSString *> *names;

@end

/// A loaded model.
@protocol ANOModel <NSObject>

@property(nonatomic, readonly) NSArray<NSString *> *inputNames;
@property(nonatomic, readonly) NSArray<NSString *> *outputNames;
@property(nonatomic, readonly) NSArray<NSString *> *stateNames;

/// Those of the outputs that are no tensor or image (a label, a dictionary, a sequence): they are
/// made outside the ANE by nature.
@property(nonatomic, readonly) NSArray<NSString *> *nonTensorOutputNames;

/// The class of the engine that Core ML chose, wrappers taken off; nil where it does not tell.
@property(nonatomic, readonly, nullable) NSString *engineClass;

- (nullable id<ANOInputs>)makeInputsWithOptions:(ANOOptions *)options
                                          fault:(ANOFault *_Nullable *_Nonnull)fault;

/// Runs one prediction and returns the names of the outputs that came.
- (nullable NSArray<NSString *> *)predictWithInputs:(id<ANOInputs>)inputs
                                              fault:(ANOFault *_Nullable *_Nonnull)fault;

@end

/// Gathers evidence around an evaluation. Each call is wrapped in @try above: a witness can fail,
/// it cannot spoil a verdict.
@protocol ANOWitness <NSObject>

- (void)willCompile;
- (void)didLoadModel:(id<ANOModel>)model;
- (void)willPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs;
/// After the last counted prediction; recording of calls has ended.
- (void)didPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs;
/// Before `result`: sends what it has. Costs next to nothing and runs nothing again.
- (void)reportTo:(id<ANOSink>)sink;
/// After `result`: may run the model again and take its time, since it can no longer spoil
/// anything.
- (void)gatherLateFor:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs sink:(id<ANOSink>)sink;

@end

@protocol ANORuntime <NSObject>

/// Whether this is built against the stand-ins.
@property(nonatomic, readonly) BOOL simulated;

/// The `host` object of `hello`.
@property(nonatomic, readonly) NSDictionary<NSString *, id> *host;

/// The `hooks` of `hello`. Hooks are installed when the runtime is made.
@property(nonatomic, readonly) NSArray<NSDictionary<NSString *, id> *> *hooks;

/// Whether every hook that was installed is still in place, and every required one was installed.
@property(nonatomic, readonly) BOOL hooksIntact;

/// From now on hooks send aneCompile, aneLoad and aneCall to the sink. Retains it.
- (void)beginRecordingTo:(id<ANOSink>)sink options:(ANOOptions *)options;

/// Says which prediction calls belong to, from 0; -1 for none.
- (void)setPrediction:(NSInteger)prediction;

/// After it returns no event is sent any more, even by a call that is still running.
- (void)endRecording;

/// Nanoseconds inside successful outermost ANE calls, and ANE compiles seen, since recording began.
@property(nonatomic, readonly) unsigned long long aneNanoseconds;
@property(nonatomic, readonly) NSUInteger aneCompiles;

/// Returns the path of the compiled model: `path` itself where it is compiled already.
- (nullable NSString *)compileModelAtPath:(NSString *)path
                                    fault:(ANOFault *_Nullable *_Nonnull)fault;

- (nullable id<ANOModel>)loadModelAtPath:(NSString *)compiledPath
                                 options:(ANOOptions *)options
                                   fault:(ANOFault *_Nullable *_Nonnull)fault;

/// Sends one `operation` a row of Core ML's compute plan of a compiled model to the sink.
- (BOOL)planModelAtPath:(NSString *)compiledPath
           computeUnits:(NSString *)computeUnits
                   sink:(id<ANOSink>)sink
                  fault:(ANOFault *_Nullable *_Nonnull)fault;

/// Sends the private segmentation analytics of a compiled model, where this system has them: one
/// `operation` a row and one `evidence` of kind `analytics`. Comes after `result`.
- (void)analyzeModelAtPath:(NSString *)compiledPath
              computeUnits:(NSString *)computeUnits
                      sink:(id<ANOSink>)sink;

/// New witnesses for one evaluation, in the order in which they are called.
- (NSArray<id<ANOWitness>> *)witnessesForOptions:(ANOOptions *)options;

@end

NS_ASSUME_NONNULL_END
