#import "ANOPlayedEngine.h"

#import "ANOHooks.h"
#import "_ANEIOSurfaceObject.h"

#include <Block.h>
#include <dlfcn.h>
#import <objc/runtime.h>

@interface _ANEClient (Standin)
+ (_ANEClient *)sharedConnection;
@end

@interface _ANEModel (Standin)
+ (_ANEModel *)modelAtURL:(NSURL *)url key:(NSString *)key;
- (void)setStandinScript:(NSDictionary *)script;
@end

@interface _ANERequest (Standin)
+ (_ANERequest *)requestWithInputs:(NSArray *)inputs
                      inputIndices:(NSArray *)inputIndices
                           outputs:(NSArray *)outputs
                     outputIndices:(NSArray *)outputIndices
                    procedureIndex:(NSNumber *)procedureIndex;
@end

@interface _ANEIOSurfaceObject (Standin)
+ (_ANEIOSurfaceObject *)objectWithIOSurface:(IOSurfaceRef)surface;
@end

static ANOEnginePlay currentPlay;
static void (^currentDuring)(void);
static unsigned long calls;

static _Bool playedEngine(id self, SEL command, id request, id model, unsigned int qos,
                          unsigned long long queue, unsigned long long modelString, id options,
                          unsigned int *returnValue, NSError **error) {
  __sync_add_and_fetch(&calls, 1);
  if (currentDuring) {
    currentDuring();
  }
  switch (currentPlay) {
    case ANOEngineSucceeds:
      return true;
    case ANOEngineFailsWithoutError:
      return false;
    case ANOEngineRaises:
      [NSException raise:@"EngineException" format:@"out of order"];
      return false;
    case ANOEngineFails: {
      NSError *cause =
          [NSError errorWithDomain:@"cause"
                              code:1
                          userInfo:[NSDictionary dictionaryWithObject:@"status=0xd"
                                                               forKey:NSLocalizedDescriptionKey]];
      *error = [NSError
          errorWithDomain:@"com.apple.appleneuralengine"
                     code:8
                 userInfo:[NSDictionary dictionaryWithObjectsAndKeys:@"Program Inference error",
                                                                     NSLocalizedDescriptionKey,
                                                                     cause, NSUnderlyingErrorKey,
                                                                     nil]];
      return false;
    }
  }
  return false;
}

void ANOPlayEngine(void) {
  static BOOL done = NO;
  if (done) {
    return;
  }
  done = YES;
  dlopen("libAppleNeuralEngine.so", RTLD_NOW);
  const char *spelling = ANOHookTable[ANOHookProcessWithReturnValue].selector;
  Method method = class_getInstanceMethod((Class)objc_getClass("_ANEProgramForEvaluation"),
                                          sel_registerName(spelling));
  method_setImplementation(method, (IMP)playedEngine);
  [ANOHooks install];
}

NSString *const ANOEngineKey = @"{\"isegment\":0,\"inputs\":{\"x\":{\"shape\":[4,1,1,1,1]}},"
                               @"\"outputs\":{\"y\":{\"shape\":[4,1,1,1,1]}}}";

NSDictionary *ANOEngineScript(void) {
  return @{@"inputs" : @[ @"x" ], @"outputs" : @[ @"y" ], @"states" : @[ @"cache" ]};
}

ANORecorder *ANORecordEngine(id<ANOSink> sink, id<ANOCallObserver> observer) {
  ANOPlayEngine();
  ANOEngineWill(ANOEngineSucceeds, nil);
  ANORecorder *recorder = [[[ANORecorder alloc] initWithSink:sink observer:observer] autorelease];
  [recorder beginCurrent];
  return recorder;
}

void ANOEngineWill(ANOEnginePlay play, void (^during)(void)) {
  currentPlay = play;
  // Not copy and release: GNUstep knows no blocks.
  if (currentDuring) {
    Block_release(currentDuring);
  }
  currentDuring = during ? Block_copy(during) : NULL;
  calls = 0;
}

NSUInteger ANOEngineCalls(void) {
  return calls;
}

_ANEClient *ANOClient(void) {
  return [(Class)objc_getClass("_ANEClient") sharedConnection];
}

_ANEModel *ANOEngineModel(NSString *key, NSDictionary *script) {
  NSURL *url = [NSURL fileURLWithPath:@"/models/net.hwx"];
  _ANEModel *model = [(Class)objc_getClass("_ANEModel") modelAtURL:url key:key];
  [model setStandinScript:script];
  return model;
}

_ANEModel *ANOLoadedEngineModel(NSString *key, NSDictionary *script) {
  _ANEModel *model = ANOEngineModel(key, script);
  [ANOClient() loadModel:model options:[NSDictionary dictionary] qos:33 error:NULL];
  return model;
}

static NSArray *oneSurface(void) {
  NSDictionary *properties = [NSDictionary
      dictionaryWithObjectsAndKeys:[NSNumber numberWithInt:4], IOSurfacePropertyKeyWidth,
                                   [NSNumber numberWithInt:1], IOSurfacePropertyKeyHeight,
                                   [NSNumber numberWithInt:2], IOSurfacePropertyKeyBytesPerElement,
                                   nil];
  IOSurface *surface = [[[IOSurface alloc] initWithProperties:properties] autorelease];
  return [NSArray arrayWithObject:[(Class)objc_getClass("_ANEIOSurfaceObject")
                                      objectWithIOSurface:(IOSurfaceRef)(void *)surface]];
}

_ANERequest *ANOEngineRequest(int procedure) {
  NSArray *indices = [NSArray arrayWithObject:[NSNumber numberWithInt:0]];
  return [(Class)objc_getClass("_ANERequest") requestWithInputs:oneSurface()
                                                   inputIndices:indices
                                                        outputs:oneSurface()
                                                  outputIndices:indices
                                                 procedureIndex:[NSNumber numberWithInt:procedure]];
}

BOOL ANOEvaluateModel(_ANEModel *model, _ANERequest *request, NSError **error) {
  return [ANOClient() evaluateWithModel:model
                                options:[NSDictionary dictionary]
                                request:request
                                    qos:33
                                  error:error];
}
