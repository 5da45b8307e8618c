/// Private: /System/Library/PrivateFrameworks/AppleNeuralEngine.framework (in the shared cache, no
/// file on disk). Declares only what the helper replaces; it is never linked and never called.
///
/// Believed because the class dumps of iOS 15.3.1 to 18 list these methods with these types
/// (yuzhouheike/iOS15.3.1-Runtime-Headers, qingralf/iOS16-Runtime-Headers,
/// MTACS/iOS-17-Runtime-Headers, qingralf/iOS18-Runtime-Headers) and decompiled iOS 26.1 has them
/// too (EthanArbuckle/iPhone18-3_26.1_23B85_Restore). iOS 15 stands for macOS 12, 16 for 13, 17 for
/// 14, 18 for 15. No class dump of a Mac was found, so each is looked for at run time.
///
/// Ownership: arguments are borrowed, errors are autoreleased.
#import <Foundation/Foundation.h>

@class _ANEModel, _ANERequest;

@interface _ANEClient : NSObject

// iOS 15 and later.
- (BOOL)compileModel:(_ANEModel *)model
             options:(NSDictionary *)options
                 qos:(unsigned int)qos
               error:(NSError **)error;
- (BOOL)loadModel:(_ANEModel *)model
          options:(NSDictionary *)options
              qos:(unsigned int)qos
            error:(NSError **)error;
- (BOOL)doLoadModel:(_ANEModel *)model
            options:(NSDictionary *)options
                qos:(unsigned int)qos
              error:(NSError **)error;
- (BOOL)evaluateWithModel:(_ANEModel *)model
                  options:(NSDictionary *)options
                  request:(_ANERequest *)request
                      qos:(unsigned int)qos
                    error:(NSError **)error;
- (BOOL)doEvaluateDirectWithModel:(_ANEModel *)model
                          options:(NSDictionary *)options
                          request:(_ANERequest *)request
                              qos:(unsigned int)qos
                            error:(NSError **)error;
// Calls doEvaluateDirectWithModel:… (decompiled 26.1).
- (BOOL)evaluateRealTimeWithModel:(_ANEModel *)model
                          options:(NSDictionary *)options
                          request:(_ANERequest *)request
                            error:(NSError **)error;

// iOS 16 and later. Prepares memory; no proof of a run.
- (BOOL)mapIOSurfacesWithModel:(_ANEModel *)model
                       request:(_ANERequest *)request
                cacheInference:(BOOL)cacheInference
                         error:(NSError **)error;

// iOS 17 and later: chained execution, which does not pass through doEvaluateDirectWithModel:….
- (BOOL)prepareChainingWithModel:(_ANEModel *)model
                         options:(NSDictionary *)options
                     chainingReq:(id)request
                             qos:(unsigned int)qos
                           error:(NSError **)error;
- (BOOL)doPrepareChainingWithModel:(_ANEModel *)model
                           options:(NSDictionary *)options
                       chainingReq:(id)request
                               qos:(unsigned int)qos
                             error:(NSError **)error;
- (BOOL)buffersReadyWithModel:(_ANEModel *)model
                 inputBuffers:(id)buffers
                      options:(NSDictionary *)options
                          qos:(unsigned int)qos
                        error:(NSError **)error;
- (BOOL)doBuffersReadyWithModel:(_ANEModel *)model
                   inputBuffers:(id)buffers
                        options:(NSDictionary *)options
                            qos:(unsigned int)qos
                          error:(NSError **)error;
- (BOOL)enqueueSetsWithModel:(_ANEModel *)model
                   outputSet:(id)set
                     options:(NSDictionary *)options
                         qos:(unsigned int)qos
                       error:(NSError **)error;
- (BOOL)doEnqueueSetsWithModel:(_ANEModel *)model
                     outputSet:(id)set
                       options:(NSDictionary *)options
                           qos:(unsigned int)qos
                         error:(NSError **)error;

// iOS 18 and later.
- (BOOL)loadModelNewInstance:(_ANEModel *)model
                     options:(NSDictionary *)options
             modelInstParams:(id)parameters
                         qos:(unsigned int)qos
                       error:(NSError **)error;
- (BOOL)doLoadModelNewInstance:(_ANEModel *)model
                       options:(NSDictionary *)options
               modelInstParams:(id)parameters
                           qos:(unsigned int)qos
                         error:(NSError **)error;
- (void)reportEvaluateFailure:(_ANEModel *)model
                failureReason:(unsigned int)reason
                         qIdx:(unsigned long long)queue;

@end
