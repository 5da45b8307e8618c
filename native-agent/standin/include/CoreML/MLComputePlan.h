/// What Core ML would do with a model, and the structure that it speaks about.
///
/// Pages: coreml/mlcomputeplan-85vdw, mlcomputeplandeviceusage, mlcomputeplancost,
/// mlmodelstructure-swift.enum (and its Objective-C classes), mlcomputedeviceprotocol.
#import <CoreML/MLModel.h>

NS_ASSUME_NONNULL_BEGIN

API_AVAILABLE(macos(14.0))
@protocol MLComputeDeviceProtocol <NSObject>
@end

API_AVAILABLE(macos(14.0))
@interface MLCPUComputeDevice : NSObject <MLComputeDeviceProtocol>
@end

API_AVAILABLE(macos(14.0))
@interface MLGPUComputeDevice : NSObject <MLComputeDeviceProtocol>
@end

API_AVAILABLE(macos(14.0))
@interface MLNeuralEngineComputeDevice : NSObject <MLComputeDeviceProtocol>

@property(readonly, nonatomic) NSInteger totalCoreCount;

@end

/// A name with its type.
API_AVAILABLE(macos(14.4))
@interface MLModelStructureProgramNamedValueType : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic) NSString *name;

@end

/// What is bound to a parameter: the name of a value, or a constant (then without a name).
API_AVAILABLE(macos(14.4))
@interface MLModelStructureProgramBinding : NSObject {
  NSDictionary *_script;
}

@property(readonly, nullable, copy, nonatomic) NSString *name;

@end

API_AVAILABLE(macos(14.4))
@interface MLModelStructureProgramArgument : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic) NSArray<MLModelStructureProgramBinding *> *bindings;

@end

@class MLModelStructureProgramBlock;

API_AVAILABLE(macos(14.4))
@interface MLModelStructureProgramOperation : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic) NSString *operatorName;
@property(readonly, copy, nonatomic)
    NSDictionary<NSString *, MLModelStructureProgramArgument *> *inputs;
@property(readonly, copy, nonatomic) NSArray<MLModelStructureProgramNamedValueType *> *outputs;
@property(readonly, copy, nonatomic) NSArray<MLModelStructureProgramBlock *> *blocks;

@end

API_AVAILABLE(macos(14.4))
@interface MLModelStructureProgramBlock : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic) NSArray<MLModelStructureProgramNamedValueType *> *inputs;
@property(readonly, copy, nonatomic) NSArray<NSString *> *outputNames;
@property(readonly, copy, nonatomic) NSArray<MLModelStructureProgramOperation *> *operations;

@end

API_AVAILABLE(macos(14.4))
@interface MLModelStructureProgramFunction : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic) NSArray<MLModelStructureProgramNamedValueType *> *inputs;
@property(readonly, nonatomic) MLModelStructureProgramBlock *block;

@end

API_AVAILABLE(macos(14.4))
@interface MLModelStructureProgram : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic)
    NSDictionary<NSString *, MLModelStructureProgramFunction *> *functions;

@end

API_AVAILABLE(macos(14.4))
@interface MLModelStructureNeuralNetworkLayer : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic) NSString *name;
@property(readonly, copy, nonatomic) NSString *type;
@property(readonly, copy, nonatomic) NSArray<NSString *> *inputNames;
@property(readonly, copy, nonatomic) NSArray<NSString *> *outputNames;

@end

API_AVAILABLE(macos(14.4))
@interface MLModelStructureNeuralNetwork : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic) NSArray<MLModelStructureNeuralNetworkLayer *> *layers;

@end

@class MLModelStructure;

API_AVAILABLE(macos(14.4))
@interface MLModelStructurePipeline : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic) NSArray<NSString *> *subModelNames;
@property(readonly, copy, nonatomic) NSArray<MLModelStructure *> *subModels;

@end

/// At most one of its properties is set.
API_AVAILABLE(macos(14.4))
@interface MLModelStructure : NSObject {
  NSDictionary *_script;
}

@property(readonly, nullable, nonatomic) MLModelStructureNeuralNetwork *neuralNetwork;
@property(readonly, nullable, nonatomic) MLModelStructureProgram *program;
@property(readonly, nullable, nonatomic) MLModelStructurePipeline *pipeline;

@end

API_AVAILABLE(macos(14.4))
@interface MLComputePlanDeviceUsage : NSObject {
  NSDictionary *_script;
}

@property(readonly, copy, nonatomic) NSArray<id<MLComputeDeviceProtocol>> *supportedComputeDevices;
@property(readonly, nonatomic) id<MLComputeDeviceProtocol> preferredComputeDevice;

@end

/// The share of the model's time that one operation is believed to take, 0 to 1.
API_AVAILABLE(macos(14.4))
@interface MLComputePlanCost : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic) double weight;

@end

API_AVAILABLE(macos(14.4))
@interface MLComputePlan : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic) MLModelStructure *modelStructure;

/// `url` must be that of a compiled model: a package aborts the process (apple/coremltools#2757).
+ (void)loadContentsOfURL:(NSURL *)url
            configuration:(MLModelConfiguration *)configuration
        completionHandler:
            (void (^)(MLComputePlan *_Nullable computePlan, NSError *_Nullable error))handler;

- (nullable MLComputePlanDeviceUsage *)computeDeviceUsageForMLProgramOperation:
    (MLModelStructureProgramOperation *)operation;
- (nullable MLComputePlanDeviceUsage *)computeDeviceUsageForNeuralNetworkLayer:
    (MLModelStructureNeuralNetworkLayer *)layer;
- (nullable MLComputePlanCost *)estimatedCostOfMLProgramOperation:
    (MLModelStructureProgramOperation *)operation;

@end

NS_ASSUME_NONNULL_END
