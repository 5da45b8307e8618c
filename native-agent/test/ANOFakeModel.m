#import "ANOFakeModel.h"

/// Values for the inputs of a played model, as far as they have names.
@interface ANOFakeInputs : NSObject <ANOInputs> {
 @private
  NSArray<NSString *> *_names;
}

@end

@implementation ANOFakeInputs

@synthesize names = _names;

+ (instancetype)inputsWithNames:(NSArray<NSString *> *)names {
  ANOFakeInputs *inputs = [[[self alloc] init] autorelease];
  inputs->_names = [names copy];
  return inputs;
}

- (void)dealloc {
  [_names release];
  [super dealloc];
}

@end

@implementation ANOFakeModel

+ (instancetype)modelOfRuntime:(ANOFakeRuntime *)runtime {
  ANOFakeModel *model = [[[self alloc] init] autorelease];
  model->_runtime = [runtime retain];
  return model;
}

- (void)dealloc {
  [_runtime release];
  [super dealloc];
}

- (NSArray<NSString *> *)inputNames {
  return [[_runtime names] objectForKey:@"inputs"];
}

- (NSArray<NSString *> *)outputNames {
  return [[_runtime names] objectForKey:@"outputs"];
}

- (NSArray<NSString *> *)stateNames {
  return [[_runtime names] objectForKey:@"states"];
}

- (NSArray<NSString *> *)nonTensorOutputNames {
  return [[_runtime names] objectForKey:@"nonTensorOutputs"];
}

- (NSString *)engineClass {
  return [_runtime engineClass];
}

- (id<ANOInputs>)makeInputsWithOptions:(ANOOptions *)options fault:(ANOFault **)fault {
  return [_runtime step:@"inputs" fault:fault] ? [ANOFakeInputs inputsWithNames:[self inputNames]]
                                               : nil;
}

- (NSArray<NSString *> *)predictWithInputs:(id<ANOInputs>)inputs fault:(ANOFault **)fault {
  return [_runtime step:@"predict" fault:fault] ? [[_runtime names] objectForKey:@"given"] : nil;
}

@end

@implementation ANOFakeWitness

+ (instancetype)witnessOfRuntime:(ANOFakeRuntime *)runtime {
  ANOFakeWitness *witness = [[[self alloc] init] autorelease];
  witness->_runtime = [runtime retain];
  return witness;
}

- (void)dealloc {
  [_runtime release];
  [super dealloc];
}

- (void)willCompile {
  [_runtime step:@"willCompile" fault:NULL];
}

- (void)didLoadModel:(id<ANOModel>)model {
  [_runtime step:@"didLoad" fault:NULL];
}

- (void)willPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs {
  [_runtime step:@"willPredict" fault:NULL];
}

- (void)didPredict:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs {
  [_runtime step:@"didPredict" fault:NULL];
}

- (void)reportTo:(id<ANOSink>)sink {
  [_runtime step:@"report" fault:NULL];
}

- (void)gatherLateFor:(id<ANOModel>)model inputs:(id<ANOInputs>)inputs sink:(id<ANOSink>)sink {
  [_runtime step:@"late" fault:NULL];
}

@end
