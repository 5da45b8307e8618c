#import "ANOInputsMaker.h"

#import "ANOInputsValue.h"

static NSString *const inputDomain = @"dev.aneoracle.input";
enum { noValueCode = 1, unknownInputCode = 2, noStateCode = 3 };

@implementation ANOLiveInputs

@synthesize names = _names;
@synthesize features = _features;
@synthesize state = _state;

- (instancetype)initWithNames:(NSArray<NSString *> *)names
                     features:(id<MLFeatureProvider>)features
                        state:(id)state {
  if ((self = [super init])) {
    _names = [names copy];
    _features = [features retain];
    _state = [state retain];
  }
  return self;
}

- (void)dealloc {
  [_names release];
  [_features release];
  [_state release];
  [super dealloc];
}

@end

static NSArray<NSString *> *sortedNames(NSDictionary *descriptions) {
  return [[descriptions allKeys] sortedArrayUsingSelector:@selector(compare:)];
}

NSArray<NSString *> *ANOStateNames(MLModelDescription *description) {
  if (@available(macOS 15.0, *)) {
    if ([description respondsToSelector:@selector(stateDescriptionsByName)]) {
      return sortedNames(description.stateDescriptionsByName);
    }
  }
  return [NSArray array];
}

static ANOFault *faultOf(NSInteger code, NSString *message) {
  return [ANOFault faultWithStatus:ANOStatusInput domain:inputDomain code:code message:message];
}

/// Returns a fault where a shape is asked for what is no input.
static ANOFault *unknownInput(NSDictionary *descriptions, NSDictionary *shapes) {
  for (NSString *name in sortedNames(shapes)) {
    if (![descriptions objectForKey:name]) {
      return faultOf(
          unknownInputCode,
          [NSString stringWithFormat:@"a shape is asked for '%@', which is no input; "
                                     @"the inputs are: %@",
                                     name,
                                     [sortedNames(descriptions) componentsJoinedByString:@", "]]);
    }
  }
  return nil;
}

/// Returns a fresh state, autoreleased; nil where the model has none or its Core ML knows none.
static id freshState(MLModel *model) {
  if (@available(macOS 15.0, *)) {
    if ([model respondsToSelector:@selector(newState)]) {
      return [[model newState] autorelease];
    }
  }
  return nil;
}

static NSDictionary *makeValues(NSDictionary *descriptions, ANOOptions *options, ANOFault **fault) {
  NSMutableDictionary *values = [NSMutableDictionary dictionary];
  for (NSString *name in sortedNames(descriptions)) {
    MLFeatureDescription *description = [descriptions objectForKey:name];
    // A state is not given as a value, wherever it is listed.
    if ((options.omitOptionals && description.optional) || ANOIsState(description.type)) {
      continue;
    }
    NSString *problem = nil;
    MLFeatureValue *value =
        ANOInputValue(description, [options.shapes objectForKey:name], &problem);
    if (!value) {
      *fault = faultOf(noValueCode,
                       [NSString stringWithFormat:@"input '%@' of type %@: %@", name,
                                                  ANOFeatureTypeName(description.type), problem]);
      return nil;
    }
    [values setObject:value forKey:name];
  }
  return values;
}

ANOLiveInputs *ANOMakeInputs(MLModel *model, ANOOptions *options, ANOFault **fault) {
  NSDictionary *descriptions = model.modelDescription.inputDescriptionsByName;
  *fault = unknownInput(descriptions, options.shapes);
  NSDictionary *values = *fault ? nil : makeValues(descriptions, options, fault);
  if (!values) {
    return nil;
  }
  id state = nil;
  if ([ANOStateNames(model.modelDescription) count]) {
    state = freshState(model);
    if (!state) {
      *fault = faultOf(noStateCode, @"the model has states, but Core ML makes none for it");
      return nil;
    }
  }
  NSError *error = nil;
  MLDictionaryFeatureProvider *features =
      [[[MLDictionaryFeatureProvider alloc] initWithDictionary:values error:&error] autorelease];
  if (!features) {
    *fault = [ANOFault faultWithStatus:ANOStatusInput error:error];
    return nil;
  }
  return [[[ANOLiveInputs alloc] initWithNames:sortedNames(values) features:features
                                         state:state] autorelease];
}
