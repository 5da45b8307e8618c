/// The compiled classes behind the stand-in AppleNeuralEngine. Each is published under its true
/// name, `_ANE…`, when the library is loaded; see ../../src/private for why that is believed to be
/// what a Mac has.
///
/// `_Bool` where Apple's headers say BOOL: there it is one, and is encoded as B.
#import <Foundation/Foundation.h>
#import <IOSurface/IOSurface.h>

NS_ASSUME_NONNULL_BEGIN

@class ANOStandin_ANEModel, ANOStandin_ANERequest;

/// One tensor of a request.
@interface ANOStandin_ANEIOSurfaceObject : NSObject {
  IOSurface *_surface;
  NSNumber *_startOffset;
}

@property(nonatomic, readonly) IOSurfaceRef ioSurface;
@property(nonatomic, readonly, nullable) NSNumber *startOffset;

+ (instancetype)objectWithIOSurface:(IOSurfaceRef)surface;

@end

/// The tensors of one call.
@interface ANOStandin_ANERequest : NSObject {
  NSArray *_inputArray;
  NSArray *_inputIndexArray;
  NSArray *_outputArray;
  NSArray *_outputIndexArray;
  NSNumber *_procedureIndex;
  id _completionHandler;
  id _sharedEvents;
  NSNumber *_transactionHandle;
}

@property(nonatomic, readonly) NSArray *inputArray;
@property(nonatomic, readonly) NSArray<NSNumber *> *inputIndexArray;
@property(nonatomic, readonly) NSArray *outputArray;
@property(nonatomic, readonly) NSArray<NSNumber *> *outputIndexArray;
@property(nonatomic, readonly) NSNumber *procedureIndex;
@property(nonatomic, assign, nullable) id completionHandler;
@property(nonatomic, retain, nullable) id sharedEvents;
@property(nonatomic, retain, nullable) NSNumber *transactionHandle;

+ (instancetype)requestWithInputs:(NSArray *)inputs
                     inputIndices:(NSArray *)inputIndices
                          outputs:(NSArray *)outputs
                    outputIndices:(NSArray *)outputIndices
                   procedureIndex:(NSNumber *)procedureIndex;

- (_Bool)validate;
- (unsigned long long)ioSurfacesCount;

@end

/// The program of a loaded model, through which every evaluation goes.
@interface ANOStandin_ANEProgramForEvaluation : NSObject {
  unsigned long long _programHandle;
}

@property(nonatomic) unsigned long long programHandle;

- (_Bool)processRequest:(ANOStandin_ANERequest *)request
                    qos:(unsigned int)qos
                 qIndex:(unsigned long long)queue
          modelStringID:(unsigned long long)modelString
                options:(nullable NSDictionary *)options
                  error:(NSError **)error;
- (_Bool)processRequest:(ANOStandin_ANERequest *)request
                  model:(ANOStandin_ANEModel *)model
                    qos:(unsigned int)qos
                 qIndex:(unsigned long long)queue
          modelStringID:(unsigned long long)modelString
                options:(nullable NSDictionary *)options
                  error:(NSError **)error;
- (_Bool)processRequest:(ANOStandin_ANERequest *)request
                  model:(ANOStandin_ANEModel *)model
                    qos:(unsigned int)qos
                 qIndex:(unsigned long long)queue
          modelStringID:(unsigned long long)modelString
                options:(nullable NSDictionary *)options
            returnValue:(nullable unsigned int *)returnValue
                  error:(NSError **)error;

@end

/// One program of the Neural Engine, from its creation to its unloading.
@interface ANOStandin_ANEModel : NSObject {
  NSString *_key;
  NSURL *_modelURL;
  NSURL *_sourceURL;
  NSUUID *_UUID;
  NSString *_cacheURLIdentifier;
  long long _identifierSource;
  NSDictionary *_modelAttributes;
  id _program;
  unsigned long long _programHandle;
  unsigned long long _state;
  unsigned long long _string_id;
  NSDictionary *_script;
}

@property(nonatomic, readonly, copy, nullable) NSString *key;
@property(nonatomic, readonly, retain, nullable) NSURL *modelURL;
@property(nonatomic, readonly, retain, nullable) NSURL *sourceURL;
@property(nonatomic, readonly, retain, nullable) NSUUID *UUID;
@property(nonatomic, readonly, copy, nullable) NSString *cacheURLIdentifier;
@property(nonatomic, readonly) long long identifierSource;
@property(nonatomic, retain, nullable) NSDictionary *modelAttributes;
@property(nonatomic, retain, nullable) id program;
@property(nonatomic) unsigned long long programHandle;
@property(nonatomic) unsigned long long state;
@property(nonatomic, readonly) unsigned long long string_id;
/// Not Apple's: what the segment is to play.
@property(nonatomic, copy, nullable) NSDictionary *standinScript;

+ (instancetype)modelAtURL:(nullable NSURL *)url key:(nullable NSString *)key;
+ (instancetype)modelWithCacheURLIdentifier:(NSString *)identifier UUID:(NSUUID *)uuid;

@end

/// The way of a process to the Neural Engine.
@interface ANOStandin_ANEClient : NSObject

+ (nullable ANOStandin_ANEClient *)sharedConnection;
+ (nullable ANOStandin_ANEClient *)sharedPrivateConnection;
- (nullable instancetype)initWithRestrictedAccessAllowed:(_Bool)allowed;
- (_Bool)isVirtualClient;
- (nullable id)virtualClient;

- (_Bool)compileModel:(ANOStandin_ANEModel *)model
              options:(nullable NSDictionary *)options
                  qos:(unsigned int)qos
                error:(NSError **)error;
- (_Bool)loadModel:(ANOStandin_ANEModel *)model
           options:(nullable NSDictionary *)options
               qos:(unsigned int)qos
             error:(NSError **)error;
- (_Bool)doLoadModel:(ANOStandin_ANEModel *)model
             options:(nullable NSDictionary *)options
                 qos:(unsigned int)qos
               error:(NSError **)error;
- (_Bool)loadModelNewInstance:(ANOStandin_ANEModel *)model
                      options:(nullable NSDictionary *)options
              modelInstParams:(nullable id)parameters
                          qos:(unsigned int)qos
                        error:(NSError **)error;
- (_Bool)doLoadModelNewInstance:(ANOStandin_ANEModel *)model
                        options:(nullable NSDictionary *)options
                modelInstParams:(nullable id)parameters
                            qos:(unsigned int)qos
                          error:(NSError **)error;
- (_Bool)unloadModel:(ANOStandin_ANEModel *)model
             options:(nullable NSDictionary *)options
                 qos:(unsigned int)qos
               error:(NSError **)error;
- (_Bool)evaluateWithModel:(ANOStandin_ANEModel *)model
                   options:(nullable NSDictionary *)options
                   request:(ANOStandin_ANERequest *)request
                       qos:(unsigned int)qos
                     error:(NSError **)error;
- (_Bool)doEvaluateDirectWithModel:(ANOStandin_ANEModel *)model
                           options:(nullable NSDictionary *)options
                           request:(ANOStandin_ANERequest *)request
                               qos:(unsigned int)qos
                             error:(NSError **)error;
- (_Bool)evaluateRealTimeWithModel:(ANOStandin_ANEModel *)model
                           options:(nullable NSDictionary *)options
                           request:(ANOStandin_ANERequest *)request
                             error:(NSError **)error;
- (_Bool)mapIOSurfacesWithModel:(ANOStandin_ANEModel *)model
                        request:(ANOStandin_ANERequest *)request
                 cacheInference:(_Bool)cacheInference
                          error:(NSError **)error;
- (void)reportEvaluateFailure:(ANOStandin_ANEModel *)model
                failureReason:(unsigned int)reason
                         qIdx:(unsigned long long)queue;

@end

/// The same in a virtual machine.
@interface ANOStandin_ANEVirtualClient : NSObject

+ (ANOStandin_ANEVirtualClient *)sharedConnection;

- (_Bool)evaluateWithModel:(ANOStandin_ANEModel *)model
                   options:(nullable NSDictionary *)options
                   request:(ANOStandin_ANERequest *)request
                       qos:(unsigned int)qos
                     error:(NSError **)error;

@end

/// A model that was never a file; goes to its program with no client between.
@interface ANOStandin_ANEInMemoryModel : NSObject {
  ANOStandin_ANEModel *_model;
}

@property(nonatomic, retain) ANOStandin_ANEModel *model;

- (_Bool)evaluateWithQoS:(unsigned int)qos
                 options:(nullable NSDictionary *)options
                 request:(ANOStandin_ANERequest *)request
                   error:(NSError **)error;

@end

/// What the machine's Neural Engine is.
@interface ANOStandin_ANEDeviceInfo : NSObject

+ (_Bool)hasANE;
+ (_Bool)isVirtualMachine;
+ (unsigned int)numANEs;
+ (unsigned int)numANECores;
+ (nullable NSString *)aneArchitectureType;

@end

/// Runs the program's part of an evaluation by whichever spelling the class has.
_Bool StandinRunProgram(ANOStandin_ANEModel *model, ANOStandin_ANERequest *request,
                        unsigned int qos, NSDictionary *_Nullable options, NSError **error);

/// Loads the model's program, whatever method of the client was asked to.
_Bool StandinLoadProgram(ANOStandin_ANEModel *model, NSError **error);

/// An error as the framework gives it.
NSError *StandinEngineError(NSInteger code, NSString *text);

/// The symbols of a loaded program as `modelAttributes` has them.
NSDictionary *_Nullable StandinProgramAttributes(NSDictionary *script);

/// The machine that is played: `chip`, `model`, `osVersion`, `osBuild`, `anePresent`, …
NSDictionary *ANOStandinHost(void);

/// Registers the classes under their true names.
void StandinPublishEngine(void);

NS_ASSUME_NONNULL_END
