#import <CoreML/CoreML.h>

#import "StandinPlay.h"
#import "StandinPlayedEngine.h"
#import "StandinScript.h"

NSString *const MLModelErrorDomain = @"com.apple.CoreML";

@implementation MLModelConfiguration

@synthesize computeUnits = _computeUnits;
@synthesize modelDisplayName = _modelDisplayName;
@synthesize functionName = _functionName;

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    _computeUnits = MLComputeUnitsAll;
  }
  return self;
}

- (void)dealloc {
  [_modelDisplayName release];
  [_functionName release];
  [super dealloc];
}

- (id)copyWithZone:(NSZone *)zone {
  MLModelConfiguration *made = [[MLModelConfiguration allocWithZone:zone] init];
  made.computeUnits = _computeUnits;
  made->_modelDisplayName = [_modelDisplayName copy];
  made->_functionName = [_functionName copy];
  made->_experimentalMLE5EngineUsage = _experimentalMLE5EngineUsage;
  made->_profilingOptions = _profilingOptions;
  return made;
}

- (long long)experimentalMLE5EngineUsage {
  return _experimentalMLE5EngineUsage;
}

- (void)setExperimentalMLE5EngineUsage:(long long)usage {
  _experimentalMLE5EngineUsage = usage;
}

- (long long)profilingOptions {
  return _profilingOptions;
}

- (void)setProfilingOptions:(long long)options {
  _profilingOptions = options;
}

@end

@implementation MLPredictionOptions
@end

static NSDictionary *_Nullable readModel(NSURL *url, NSError **error) {
  BOOL there = [[NSFileManager defaultManager] fileExistsAtPath:[url path]];
  NSDictionary *script = there ? StandinModelScript([url path]) : nil;
  if (script == nil && error != NULL) {
    *error = there ? StandinModelError(MLModelErrorGeneric, @"Nothing to play for %@", [url path])
                   : StandinModelError(MLModelErrorIO, @"There is no model at %@", [url path]);
  }
  return script;
}

static NSURL *_Nullable writeCompiled(NSURL *source, NSDictionary *script, NSError **error) {
  NSString *name = [[[source path] lastPathComponent] stringByDeletingPathExtension];
  NSString *folder = [NSTemporaryDirectory()
      stringByAppendingPathComponent:[NSString stringWithFormat:@"%@_%@.mlmodelc", name,
                                                                [[NSUUID UUID] UUIDString]]];
  NSFileManager *files = [NSFileManager defaultManager];
  BOOL isFolder = NO;
  [files fileExistsAtPath:[source path] isDirectory:&isFolder];
  BOOL made = isFolder ? [files copyItemAtPath:[source path] toPath:folder error:error]
                       : [files createDirectoryAtPath:folder
                             withIntermediateDirectories:YES
                                              attributes:nil
                                                   error:error];
  NSData *text = [NSJSONSerialization dataWithJSONObject:script options:0 error:error];
  NSString *file = [folder stringByAppendingPathComponent:@"standin.json"];
  if (!made || ![text writeToFile:file atomically:NO]) {
    return nil;
  }
  return [NSURL fileURLWithPath:folder];
}

static BOOL hasFunction(NSDictionary *script, NSString *function) {
  NSArray *functions = StandinTyped([script objectForKey:@"functions"], [NSArray class]);
  return function == nil || [functions containsObject:function] ||
         (functions == nil && [function isEqual:@"main"]);
}

@implementation MLModel

@synthesize modelDescription = _modelDescription;
@synthesize configuration = _configuration;

+ (NSURL *)compileModelAtURL:(NSURL *)url error:(NSError **)error {
  NSDictionary *script = readModel(url, error);
  if (script == nil || !StandinPlay(script, @"compile", error)) {
    return nil;
  }
  return writeCompiled(url, script, error);
}

+ (instancetype)modelWithContentsOfURL:(NSURL *)url
                         configuration:(MLModelConfiguration *)configuration
                                 error:(NSError **)error {
  NSDictionary *script = readModel(url, error);
  if (script == nil || !StandinPlay(script, @"load", error)) {
    return nil;
  }
  NSString *function = configuration.functionName;
  if (!hasFunction(script, function)) {
    if (error != NULL) {
      *error = StandinModelError(MLModelErrorGeneric, @"The model has no function %@", function);
    }
    return nil;
  }
  MLModel *model = [[[self alloc] init] autorelease];
  model->_configuration = [configuration copy];
  NSArray *functions = StandinTyped([script objectForKey:@"functions"], [NSArray class]);
  NSString *default_ = [functions count] > 0 ? [functions objectAtIndex:0] : nil;
  model->_modelDescription = [[MLModelDescription alloc] initWithScript:script
                                                               function:function ?: default_];
  StandinPlayedEngine *engine = [StandinPlayedEngine engineForScript:script
                                                                path:[url path]
                                                       configuration:model->_configuration];
  model->_internalEngine = [[MLDelegateModel alloc] initWithEngine:engine];
  return model;
}

- (void)dealloc {
  [_configuration release];
  [_modelDescription release];
  [_internalEngine release];
  [super dealloc];
}

- (id)program {
  return [[_internalEngine engine] program];
}

- (BOOL)accepts:(id<MLFeatureProvider>)input error:(NSError **)error {
  NSDictionary *inputs = _modelDescription.inputDescriptionsByName;
  for (NSString *name in inputs) {
    NSString *objection = [[inputs objectForKey:name] objectionTo:[input featureValueForName:name]];
    if (objection != nil) {
      if (error != NULL) {
        *error = StandinModelError(MLModelErrorFeatureType, @"Feature %@: %@.", name, objection);
      }
      return NO;
    }
  }
  return YES;
}

- (id<MLFeatureProvider>)predict:(id<MLFeatureProvider>)input error:(NSError **)error {
  if (![self accepts:input error:error] || ![[_internalEngine engine] predictWithError:error]) {
    return nil;
  }
  NSMutableDictionary *values = [NSMutableDictionary dictionary];
  NSDictionary *outputs = _modelDescription.outputDescriptionsByName;
  for (NSString *name in outputs) {
    [values setObject:[[outputs objectForKey:name] madeValue] forKey:name];
  }
  return [[[MLDictionaryFeatureProvider alloc] initWithDictionary:values error:error] autorelease];
}

- (id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)input
                                        options:(MLPredictionOptions *)options
                                          error:(NSError **)error {
  if ([_modelDescription.stateDescriptionsByName count] > 0) {
    if (error != NULL) {
      *error = StandinModelError(MLModelErrorGeneric, @"The model keeps a state; none was given.");
    }
    return nil;
  }
  return [self predict:input error:error];
}

- (id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)input
                                     usingState:(MLState *)state
                                        options:(MLPredictionOptions *)options
                                          error:(NSError **)error {
  for (NSString *name in _modelDescription.stateDescriptionsByName) {
    [state getMultiArrayForStateNamed:name
                              handler:^(MLMultiArray *buffer) {
                                *(unsigned char *)buffer.dataPointer += 1;
                              }];
  }
  return [self predict:input error:error];
}

- (MLState *)newState {
  return [[MLState alloc] initWithDescriptions:_modelDescription.stateDescriptionsByName];
}

@end
