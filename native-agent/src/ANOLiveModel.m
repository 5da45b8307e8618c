#import "ANOLiveModel.h"

#import "ANOInputsMaker.h"

enum { deepestWrapper = 8 };

@implementation ANOLiveModel

- (instancetype)initWithModel:(MLModel *)model {
  if ((self = [super init])) {
    _model = [model retain];
  }
  return self;
}

- (void)dealloc {
  [_model release];
  [super dealloc];
}

- (MLModel *)coreMLModel {
  return _model;
}

- (NSArray<NSString *> *)inputNames {
  return [[_model.modelDescription.inputDescriptionsByName allKeys]
      sortedArrayUsingSelector:@selector(compare:)];
}

- (NSArray<NSString *> *)outputNames {
  return [[_model.modelDescription.outputDescriptionsByName allKeys]
      sortedArrayUsingSelector:@selector(compare:)];
}

- (NSArray<NSString *> *)stateNames {
  return ANOStateNames(_model.modelDescription);
}

- (NSArray<NSString *> *)nonTensorOutputNames {
  NSDictionary *descriptions = _model.modelDescription.outputDescriptionsByName;
  NSMutableArray *names = [NSMutableArray array];
  for (NSString *name in self.outputNames) {
    MLFeatureType type = [(MLFeatureDescription *)[descriptions objectForKey:name] type];
    if (type != MLFeatureTypeMultiArray && type != MLFeatureTypeImage) {
      [names addObject:name];
    }
  }
  return names;
}

// Core ML hands out a wrapper (MLDelegateModel) with the engine inside, or the engine itself.
- (NSString *)engineClass {
  id engine = _model;
  for (int depth = 0; depth < deepestWrapper; depth++) {
    id inner = nil;
    @try {
      inner = [engine valueForKey:@"_internalEngine"];
    } @catch (NSException *exception) {
      inner = nil;
    }
    if (!inner) {
      break;
    }
    engine = inner;
  }
  Class kind = [engine class];
  return kind == [MLModel class] ? nil : NSStringFromClass(kind);
}

- (id<ANOInputs>)makeInputsWithOptions:(ANOOptions *)options fault:(ANOFault **)fault {
  *fault = nil;
  @try {
    return ANOMakeInputs(_model, options, fault);
  } @catch (NSException *exception) {
    *fault = [ANOFault faultWithStatus:ANOStatusInput exception:exception];
    return nil;
  }
}

- (id<MLFeatureProvider>)predict:(ANOLiveInputs *)inputs error:(NSError **)error {
  MLPredictionOptions *options = [[[MLPredictionOptions alloc] init] autorelease];
  if (inputs.state) {
    if (@available(macOS 15.0, *)) {
      return [_model predictionFromFeatures:inputs.features
                                 usingState:inputs.state
                                    options:options
                                      error:error];
    }
  }
  return [_model predictionFromFeatures:inputs.features options:options error:error];
}

- (NSArray<NSString *> *)predictWithInputs:(id<ANOInputs>)inputs fault:(ANOFault **)fault {
  NSArray *names = nil;
  ANOFault *failed = nil;
  // Outputs are large and many predictions may run in a row.
  @autoreleasepool {
    @try {
      NSError *error = nil;
      id<MLFeatureProvider> made = [self predict:(ANOLiveInputs *)inputs error:&error];
      if (made) {
        names =
            [[[made.featureNames allObjects] sortedArrayUsingSelector:@selector(compare:)] retain];
      } else {
        failed = [[ANOFault faultWithStatus:ANOStatusPredict error:error] retain];
      }
    } @catch (NSException *exception) {
      failed = [[ANOFault faultWithStatus:ANOStatusOther exception:exception] retain];
    }
  }
  *fault = [failed autorelease];
  return [names autorelease];
}

@end
