/// A model: compiling, loading and running it.
///
/// Pages: coreml/mlmodel, mlmodelconfiguration, mlcomputeunits, mlmodeldescription,
/// mlpredictionoptions, mlstate, mlmodelerror-swift.struct.
#import <CoreML/MLFeatures.h>

NS_ASSUME_NONNULL_BEGIN

typedef NS_ENUM(NSInteger, MLComputeUnits) {
  MLComputeUnitsCPUOnly = 0,
  MLComputeUnitsCPUAndGPU = 1,
  MLComputeUnitsAll = 2,
  MLComputeUnitsCPUAndNeuralEngine API_AVAILABLE(macos(13.0)) = 3
};

extern NSString *const MLModelErrorDomain;

typedef NS_ENUM(NSInteger, MLModelError) {
  MLModelErrorGeneric = 0,
  MLModelErrorFeatureType = 1,
  MLModelErrorIO = 3,
  MLModelErrorCustomLayer = 4,
  MLModelErrorCustomModel = 5,
  MLModelErrorUpdate = 6,
  MLModelErrorParameters = 7,
  MLModelErrorModelDecryptionKeyFetch = 8,
  MLModelErrorModelDecryption = 9,
  MLModelErrorModelCollection = 10,
  MLModelErrorPredictionCancelled = 11
};

/// How to load a model.
@interface MLModelConfiguration : NSObject <NSCopying> {
  MLComputeUnits _computeUnits;
  NSString *_modelDisplayName;
  NSString *_functionName;
  NSInteger _experimentalMLE5EngineUsage;
  NSInteger _profilingOptions;
}

@property(readwrite) MLComputeUnits computeUnits;
@property(readwrite, nullable, copy) NSString *modelDisplayName API_AVAILABLE(macos(11.0));
/// Which function of a multi-function model. macOS 15.
@property(readwrite, nullable, copy) NSString *functionName API_AVAILABLE(macos(15.0));

@end

/// What a model takes and makes.
@interface MLModelDescription : NSObject {
  NSDictionary *_inputs;
  NSDictionary *_outputs;
  NSDictionary *_states;
}

@property(readonly, nonatomic)
    NSDictionary<NSString *, MLFeatureDescription *> *inputDescriptionsByName;
@property(readonly, nonatomic)
    NSDictionary<NSString *, MLFeatureDescription *> *outputDescriptionsByName;
@property(readonly, nonatomic)
    NSDictionary<NSString *, MLFeatureDescription *> *stateDescriptionsByName API_AVAILABLE(
        macos(15.0));

@end

/// The memory that a stateful model keeps between predictions. macOS 15.
API_AVAILABLE(macos(15.0))
@interface MLState : NSObject {
  NSDictionary *_buffers;
}

- (void)getMultiArrayForStateNamed:(NSString *)stateName
                           handler:(void(NS_NOESCAPE ^)(MLMultiArray *buffer))handler;

@end

/// How to run a prediction.
@interface MLPredictionOptions : NSObject
@end

/// A loaded model.
@interface MLModel : NSObject {
  MLModelConfiguration *_configuration;
  MLModelDescription *_modelDescription;
  id _internalEngine;
}

@property(readonly, nonatomic) MLModelDescription *modelDescription;
@property(readonly, nonatomic) MLModelConfiguration *configuration;

+ (nullable NSURL *)compileModelAtURL:(NSURL *)modelURL error:(NSError **)error;

+ (nullable instancetype)modelWithContentsOfURL:(NSURL *)url
                                  configuration:(MLModelConfiguration *)configuration
                                          error:(NSError **)error;

- (nullable id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)input
                                                 options:(MLPredictionOptions *)options
                                                   error:(NSError **)error;

- (nullable id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)inputFeatures
                                              usingState:(MLState *)state
                                                 options:(MLPredictionOptions *)options
                                                   error:(NSError **)error
    API_AVAILABLE(macos(15.0));

/// A fresh state that the caller owns.
- (MLState *)newState API_AVAILABLE(macos(15.0));

@end

NS_ASSUME_NONNULL_END
