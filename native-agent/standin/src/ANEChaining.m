#import "AppleNeuralEngine.h"

/// Chained execution, which Core ML is not known to use: here only so that it can be hooked.
@interface ANOStandin_ANEClient (Chaining)
@end

static _Bool cannotChain(NSError **error) {
  if (error != NULL) {
    *error = StandinEngineError(1, @"The stand-in chains nothing.");
  }
  return false;
}

@implementation ANOStandin_ANEClient (Chaining)

- (_Bool)prepareChainingWithModel:(ANOStandin_ANEModel *)model
                          options:(NSDictionary *)options
                      chainingReq:(id)request
                              qos:(unsigned int)qos
                            error:(NSError **)error {
  return cannotChain(error);
}

- (_Bool)doPrepareChainingWithModel:(ANOStandin_ANEModel *)model
                            options:(NSDictionary *)options
                        chainingReq:(id)request
                                qos:(unsigned int)qos
                              error:(NSError **)error {
  return cannotChain(error);
}

- (_Bool)buffersReadyWithModel:(ANOStandin_ANEModel *)model
                  inputBuffers:(id)buffers
                       options:(NSDictionary *)options
                           qos:(unsigned int)qos
                         error:(NSError **)error {
  return cannotChain(error);
}

- (_Bool)doBuffersReadyWithModel:(ANOStandin_ANEModel *)model
                    inputBuffers:(id)buffers
                         options:(NSDictionary *)options
                             qos:(unsigned int)qos
                           error:(NSError **)error {
  return cannotChain(error);
}

- (_Bool)enqueueSetsWithModel:(ANOStandin_ANEModel *)model
                    outputSet:(id)set
                      options:(NSDictionary *)options
                          qos:(unsigned int)qos
                        error:(NSError **)error {
  return cannotChain(error);
}

- (_Bool)doEnqueueSetsWithModel:(ANOStandin_ANEModel *)model
                      outputSet:(id)set
                        options:(NSDictionary *)options
                            qos:(unsigned int)qos
                          error:(NSError **)error {
  return cannotChain(error);
}

@end
