/// Stands where the lowest hooked method of the ANE was, under the hook, and does what a test says.
#import <Foundation/Foundation.h>

#import "ANORecorder.h"
#import "_ANEClient.h"
#import "_ANEInMemoryModel.h"
#import "_ANEModel.h"
#import "_ANEProgramForEvaluation.h"
#import "_ANERequest.h"

NS_ASSUME_NONNULL_BEGIN

/// What the stand-in's classes have besides, for tests to set.
@interface _ANEModel (ANOTests)
- (void)setModelAttributes:(NSDictionary *)attributes;
@end

@interface _ANERequest (ANOTests)
- (void)setCompletionHandler:(id)handler;
- (void)setSharedEvents:(id)events;
@end

typedef NS_ENUM(NSInteger, ANOEnginePlay) {
  ANOEngineSucceeds = 0,
  ANOEngineFails,
  ANOEngineFailsWithoutError,
  ANOEngineRaises
};

/// Puts the engine in place and the hooks over it, once.
void ANOPlayEngine(void);

/// A key as the classic runtime has it, and what a model of that key reads, makes and keeps.
extern NSString *const ANOEngineKey;
NSDictionary *ANOEngineScript(void);

/// Starts a recording over an engine that succeeds.
ANORecorder *ANORecordEngine(id<ANOSink> sink, id<ANOCallObserver> _Nullable observer);

/// What it does from now on; `during` is run within each call and may be nil.
void ANOEngineWill(ANOEnginePlay play, void (^_Nullable during)(void));

/// How often it was called since the play was set.
NSUInteger ANOEngineCalls(void);

/// What the stand-in's client of the framework does, typed as on a Mac.
_ANEClient *ANOClient(void);

/// A loaded model of that key, which may be nil, with a program of its own.
_ANEModel *ANOLoadedEngineModel(NSString *_Nullable key, NSDictionary *_Nullable script);

/// The same before it is loaded.
_ANEModel *ANOEngineModel(NSString *_Nullable key, NSDictionary *_Nullable script);

/// A request of one input and one output for that procedure.
_ANERequest *ANOEngineRequest(int procedure);

/// Evaluates as Core ML's runtimes do.
BOOL ANOEvaluateModel(_ANEModel *_Nullable model, _ANERequest *_Nullable request,
                      NSError *_Nullable *_Nullable error);

NS_ASSUME_NONNULL_END
