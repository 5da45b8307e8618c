#import "AppleNeuralEngine.h"
#import "StandinScript.h"

#import <objc/runtime.h>

#include <pthread.h>
#include <string.h>

enum { InferenceFailed = 8, OutputByte = 0xa0 };

typedef void (^StandinCompletion)(_Bool success, NSError *error);

/// Outputs get bytes that tell which they are and that the program has run.
static void writeOutputs(ANOStandin_ANERequest *request) {
  int byte = OutputByte;
  for (ANOStandin_ANEIOSurfaceObject *output in request.outputArray) {
    IOSurfaceRef surface = output.ioSurface;
    IOSurfaceLock(surface, 0, NULL);
    memset(IOSurfaceGetBaseAddress(surface), byte++, IOSurfaceGetAllocSize(surface));
    IOSurfaceUnlock(surface, 0, NULL);
  }
}

static void *complete(void *request) {
  @autoreleasepool {
    ANOStandin_ANERequest *submitted = request;
    writeOutputs(submitted);
    StandinCompletion handler = submitted.completionHandler;
    handler(true, nil);
    [submitted release];
  }
  return NULL;
}

static _Bool run(ANOStandin_ANERequest *request, ANOStandin_ANEModel *model, NSError **error) {
  NSString *text = StandinTyped([model.standinScript objectForKey:@"failCall"], [NSString class]);
  StandinPauseFor(StandinNumber(model.standinScript, @"ms", 0));
  if (text != nil) {
    if (error != NULL) {
      *error = StandinEngineError(InferenceFailed, text);
    }
    return false;
  }
  if (request.completionHandler == nil) {
    writeOutputs(request);
    return true;
  }
  pthread_t thread;
  if (pthread_create(&thread, NULL, complete, [request retain]) != 0) {
    [request release];
    return false;
  }
  pthread_detach(thread);
  return true;
}

@implementation ANOStandin_ANEProgramForEvaluation

@synthesize programHandle = _programHandle;

- (_Bool)processRequest:(ANOStandin_ANERequest *)request
                    qos:(unsigned int)qos
                 qIndex:(unsigned long long)queue
          modelStringID:(unsigned long long)modelString
                options:(NSDictionary *)options
                  error:(NSError **)error {
  return run(request, nil, error);
}

- (_Bool)processRequest:(ANOStandin_ANERequest *)request
                  model:(ANOStandin_ANEModel *)model
                    qos:(unsigned int)qos
                 qIndex:(unsigned long long)queue
          modelStringID:(unsigned long long)modelString
                options:(NSDictionary *)options
                  error:(NSError **)error {
  return run(request, model, error);
}

- (_Bool)processRequest:(ANOStandin_ANERequest *)request
                  model:(ANOStandin_ANEModel *)model
                    qos:(unsigned int)qos
                 qIndex:(unsigned long long)queue
          modelStringID:(unsigned long long)modelString
                options:(NSDictionary *)options
            returnValue:(unsigned int *)returnValue
                  error:(NSError **)error {
  _Bool done = run(request, model, error);
  if (returnValue != NULL) {
    *returnValue = done ? 0 : InferenceFailed;
  }
  return done;
}

@end

_Bool StandinRunProgram(ANOStandin_ANEModel *model, ANOStandin_ANERequest *request,
                        unsigned int qos, NSDictionary *options, NSError **error) {
  ANOStandin_ANEProgramForEvaluation *program = model.program;
  if (program == nil) {
    if (error != NULL) {
      *error = StandinEngineError(14, @"Program not found");
    }
    return false;
  }
  unsigned long long string = model.string_id;
  if ([program respondsToSelector:@selector
               (processRequest:model:qos:qIndex:modelStringID:options:returnValue:error:)]) {
    unsigned int value = 0;
    return [program processRequest:request
                             model:model
                               qos:qos
                            qIndex:0
                     modelStringID:string
                           options:options
                       returnValue:&value
                             error:error];
  }
  if ([program respondsToSelector:@selector
               (processRequest:model:qos:qIndex:modelStringID:options:error:)]) {
    return [program processRequest:request
                             model:model
                               qos:qos
                            qIndex:0
                     modelStringID:string
                           options:options
                             error:error];
  }
  if (![program respondsToSelector:@selector(processRequest:
                                                        qos:qIndex:modelStringID:options:error:)]) {
    return run(request, model, error);
  }
  return [program processRequest:request
                             qos:qos
                          qIndex:0
                   modelStringID:string
                         options:options
                           error:error];
}

@implementation ANOStandin_ANEVirtualClient

+ (ANOStandin_ANEVirtualClient *)sharedConnection {
  static id shared;
  @synchronized(self) {
    if (shared == nil) {
      shared = [objc_getClass("_ANEVirtualClient") new];
    }
  }
  return shared;
}

- (_Bool)evaluateWithModel:(ANOStandin_ANEModel *)model
                   options:(NSDictionary *)options
                   request:(ANOStandin_ANERequest *)request
                       qos:(unsigned int)qos
                     error:(NSError **)error {
  return StandinRunProgram(model, request, qos, options, error);
}

@end

@implementation ANOStandin_ANEInMemoryModel

@synthesize model = _model;

- (void)dealloc {
  [_model release];
  [super dealloc];
}

- (_Bool)evaluateWithQoS:(unsigned int)qos
                 options:(NSDictionary *)options
                 request:(ANOStandin_ANERequest *)request
                   error:(NSError **)error {
  return StandinRunProgram(_model, request, qos, options, error);
}

@end
