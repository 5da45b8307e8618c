#import "AppleNeuralEngine.h"
#import "StandinScript.h"

#import <objc/runtime.h>

enum { Compiled = 2, Loaded = 3, Unloaded = 4, Failed = 5, RealTimeQuality = 33 };

NSError *StandinEngineError(NSInteger code, NSString *text) {
  return [NSError errorWithDomain:@"com.apple.appleneuralengine"
                             code:code
                         userInfo:[NSDictionary dictionaryWithObject:text
                                                              forKey:NSLocalizedDescriptionKey]];
}

static _Bool refuse(ANOStandin_ANEModel *model, NSString *property, NSInteger code,
                    NSError **error) {
  NSString *text = StandinTyped([model.standinScript objectForKey:property], [NSString class]);
  if (text == nil) {
    return false;
  }
  model.state = Failed;
  if (error != NULL) {
    *error = StandinEngineError(code, text);
  }
  return true;
}

_Bool StandinLoadProgram(ANOStandin_ANEModel *model, NSError **error) {
  static unsigned long long handles = 0x1000;
  if (refuse(model, @"failLoad", 4, error)) {
    return false;
  }
  Class programs = objc_getClass("_ANEProgramForEvaluation");
  ANOStandin_ANEProgramForEvaluation *program = [[[programs alloc] init] autorelease];
  program.programHandle = __sync_add_and_fetch(&handles, 1);
  model.program = program;
  model.programHandle = program.programHandle;
  model.modelAttributes =
      StandinProgramAttributes(model.standinScript ?: [NSDictionary dictionary]);
  model.state = Loaded;
  return true;
}

@implementation ANOStandin_ANEClient

+ (ANOStandin_ANEClient *)sharedConnection {
  static id shared;
  @synchronized(self) {
    if (shared == nil) {
      shared = [[objc_getClass("_ANEClient") alloc] initWithRestrictedAccessAllowed:false];
    }
  }
  return shared;
}

+ (ANOStandin_ANEClient *)sharedPrivateConnection {
  return nil;
}

- (instancetype)initWithRestrictedAccessAllowed:(_Bool)allowed {
  return [super init];
}

- (_Bool)isVirtualClient {
  return StandinFlag(StandinHostScript(), @"virtualMachine", NO);
}

- (id)virtualClient {
  return StandinFlag(StandinHostScript(), @"virtualMachine", NO)
             ? [objc_getClass("_ANEVirtualClient") sharedConnection]
             : nil;
}

- (_Bool)compileModel:(ANOStandin_ANEModel *)model
              options:(NSDictionary *)options
                  qos:(unsigned int)qos
                error:(NSError **)error {
  if (refuse(model, @"failCompile", 1, error)) {
    return false;
  }
  model.state = Compiled;
  return true;
}

- (_Bool)loadModel:(ANOStandin_ANEModel *)model
           options:(NSDictionary *)options
               qos:(unsigned int)qos
             error:(NSError **)error {
  return [self respondsToSelector:@selector(doLoadModel:options:qos:error:)]
             ? [self doLoadModel:model options:options qos:qos error:error]
             : StandinLoadProgram(model, error);
}

- (_Bool)doLoadModel:(ANOStandin_ANEModel *)model
             options:(NSDictionary *)options
                 qos:(unsigned int)qos
               error:(NSError **)error {
  return StandinLoadProgram(model, error);
}

- (_Bool)loadModelNewInstance:(ANOStandin_ANEModel *)model
                      options:(NSDictionary *)options
              modelInstParams:(id)parameters
                          qos:(unsigned int)qos
                        error:(NSError **)error {
  return [self doLoadModelNewInstance:model
                              options:options
                      modelInstParams:parameters
                                  qos:qos
                                error:error];
}

- (_Bool)doLoadModelNewInstance:(ANOStandin_ANEModel *)model
                        options:(NSDictionary *)options
                modelInstParams:(id)parameters
                            qos:(unsigned int)qos
                          error:(NSError **)error {
  return [self respondsToSelector:@selector(doLoadModel:options:qos:error:)]
             ? [self doLoadModel:model options:options qos:qos error:error]
             : StandinLoadProgram(model, error);
}

- (_Bool)unloadModel:(ANOStandin_ANEModel *)model
             options:(NSDictionary *)options
                 qos:(unsigned int)qos
               error:(NSError **)error {
  model.program = nil;
  model.state = Unloaded;
  return true;
}

/// Directly, or where the machine lacks that method, past it.
- (_Bool)evaluate:(ANOStandin_ANEModel *)model
          options:(NSDictionary *)options
          request:(ANOStandin_ANERequest *)request
              qos:(unsigned int)qos
            error:(NSError **)error {
  if (![self respondsToSelector:@selector(doEvaluateDirectWithModel:options:request:qos:error:)]) {
    return StandinRunProgram(model, request, qos, options, error);
  }
  return [self doEvaluateDirectWithModel:model options:options request:request qos:qos error:error];
}

- (_Bool)evaluateWithModel:(ANOStandin_ANEModel *)model
                   options:(NSDictionary *)options
                   request:(ANOStandin_ANERequest *)request
                       qos:(unsigned int)qos
                     error:(NSError **)error {
  return [self evaluate:model options:options request:request qos:qos error:error];
}

- (_Bool)doEvaluateDirectWithModel:(ANOStandin_ANEModel *)model
                           options:(NSDictionary *)options
                           request:(ANOStandin_ANERequest *)request
                               qos:(unsigned int)qos
                             error:(NSError **)error {
  if (model == nil) {
    return false;
  }
  ANOStandin_ANEVirtualClient *virtual = [self virtualClient];
  if (virtual != nil) {
    return [virtual evaluateWithModel:model options:options request:request qos:qos error:error];
  }
  return StandinRunProgram(model, request, qos, options, error);
}

- (_Bool)evaluateRealTimeWithModel:(ANOStandin_ANEModel *)model
                           options:(NSDictionary *)options
                           request:(ANOStandin_ANERequest *)request
                             error:(NSError **)error {
  return [self evaluate:model options:options request:request qos:RealTimeQuality error:error];
}

- (_Bool)mapIOSurfacesWithModel:(ANOStandin_ANEModel *)model
                        request:(ANOStandin_ANERequest *)request
                 cacheInference:(_Bool)cacheInference
                          error:(NSError **)error {
  return model.state == Loaded;
}

- (void)reportEvaluateFailure:(ANOStandin_ANEModel *)model
                failureReason:(unsigned int)reason
                         qIdx:(unsigned long long)queue {
}

@end
