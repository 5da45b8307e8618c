#import "ANOComputePlanRows.h"

/// Devices are told apart by class, each found by name: the classes are younger than some systems.
static NSString *UnitOf(id device) {
  if ([device isKindOfClass:NSClassFromString(@"MLNeuralEngineComputeDevice")]) {
    return @"ANE";
  }
  if ([device isKindOfClass:NSClassFromString(@"MLGPUComputeDevice")]) {
    return @"GPU";
  }
  return [device isKindOfClass:NSClassFromString(@"MLCPUComputeDevice")] ? @"CPU" : nil;
}

API_AVAILABLE(macos(14.4))
static void AddUsage(NSMutableDictionary *row, MLComputePlanDeviceUsage *usage) {
  NSMutableArray *supported = [NSMutableArray array];
  for (id device in usage.supportedComputeDevices) {
    NSString *unit = UnitOf(device);
    if (unit && ![supported containsObject:unit]) {
      [supported addObject:unit];
    }
  }
  [row setObject:supported forKey:@"supported"];
  NSString *preferred = UnitOf(usage.preferredComputeDevice);
  if (preferred) {
    [row setObject:preferred forKey:@"preferred"];
  }
}

API_AVAILABLE(macos(14.4))
static NSArray *NamesOf(NSArray<MLModelStructureProgramNamedValueType *> *values) {
  NSMutableArray *names = [NSMutableArray array];
  for (MLModelStructureProgramNamedValueType *value in values) {
    [names addObject:value.name];
  }
  return names;
}

static NSMutableDictionary *Row(NSString *name, NSString *kind, NSArray *outputs, NSNumber *stage) {
  NSMutableDictionary *row = [NSMutableDictionary
      dictionaryWithObjectsAndKeys:@"COMPUTE_PLAN", @"source", name, @"name", kind, @"operator",
                                   outputs, @"outputs", nil];
  if (stage) {
    [row setObject:stage forKey:@"stage"];
  }
  return row;
}

@implementation ANOComputePlanRows

- (instancetype)initWithPlan:(MLComputePlan *)plan sink:(id<ANOSink>)sink {
  if ((self = [super init])) {
    _plan = [plan retain];
    _sink = [sink retain];
  }
  return self;
}

- (void)dealloc {
  [_plan release];
  [_sink release];
  [super dealloc];
}

/// Pipelines in a pipeline are told as the stages that they are, one after the other.
- (void)sendStructure:(MLModelStructure *)structure stage:(NSNumber *)stage {
  for (MLModelStructure *stageStructure in structure.pipeline.subModels) {
    BOOL nested = stageStructure.pipeline != nil;
    NSNumber *number = nested ? nil : [NSNumber numberWithUnsignedInteger:_stages];
    _stages += nested ? 0 : 1;
    [self sendStructure:stageStructure stage:number];
  }
  for (MLModelStructureNeuralNetworkLayer *layer in structure.neuralNetwork.layers) {
    [self sendLayer:layer stage:stage];
  }
  NSDictionary *functions = structure.program.functions;
  for (NSString *name in [[functions allKeys] sortedArrayUsingSelector:@selector(compare:)]) {
    MLModelStructureProgramFunction *function = [functions objectForKey:name];
    [self sendBlock:function.block function:name stage:stage];
  }
}

- (void)sendLayer:(MLModelStructureNeuralNetworkLayer *)layer stage:(NSNumber *)stage {
  NSMutableDictionary *row = Row(layer.name, layer.type, layer.outputNames, stage);
  AddUsage(row, [_plan computeDeviceUsageForNeuralNetworkLayer:layer]);
  [_sink emit:@"operation" fields:row];
}

- (void)sendBlock:(MLModelStructureProgramBlock *)block
         function:(NSString *)function
            stage:(NSNumber *)stage {
  for (MLModelStructureProgramOperation *operation in block.operations) {
    @autoreleasepool {
      [self sendOperation:operation function:function stage:stage];
    }
    for (MLModelStructureProgramBlock *nested in operation.blocks) {
      [self sendBlock:nested function:function stage:stage];
    }
  }
}

- (void)sendOperation:(MLModelStructureProgramOperation *)operation
             function:(NSString *)function
                stage:(NSNumber *)stage {
  NSArray *outputs = NamesOf(operation.outputs);
  NSString *name = [outputs count] > 0 ? [outputs objectAtIndex:0] : operation.operatorName;
  NSMutableDictionary *row = Row(name, operation.operatorName, outputs, stage);
  [row setObject:function forKey:@"function"];
  AddUsage(row, [_plan computeDeviceUsageForMLProgramOperation:operation]);
  MLComputePlanCost *cost = [_plan estimatedCostOfMLProgramOperation:operation];
  if (cost) {
    double weight = MIN(MAX(cost.weight, 0.0), 1.0);
    [row setObject:[NSNumber numberWithDouble:weight] forKey:@"cost"];
  }
  [_sink emit:@"operation" fields:row];
}

@end
