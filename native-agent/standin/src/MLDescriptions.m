#import "MLConstraints.h"
#import "StandinScript.h"

static BOOL holds(NSRange range, NSInteger size) {
  return size >= (NSInteger)range.location && (NSUInteger)size - range.location < range.length;
}

static NSString *_Nullable objectionToArray(MLMultiArrayConstraint *constraint,
                                            MLMultiArray *array) {
  MLMultiArrayShapeConstraint *shapes = constraint.shapeConstraint;
  BOOL fits = [array.shape isEqual:constraint.shape];
  if (shapes.type == MLMultiArrayShapeConstraintTypeEnumerated) {
    fits = fits || [shapes.enumeratedShapes containsObject:array.shape];
  } else if (shapes.type == MLMultiArrayShapeConstraintTypeRange) {
    NSArray *ranges = shapes.sizeRangeForDimension;
    fits = [ranges count] == [array.shape count];
    for (NSUInteger i = 0; fits && i < [ranges count]; i++) {
      fits = holds([[ranges objectAtIndex:i] rangeValue],
                   [[array.shape objectAtIndex:i] integerValue]);
    }
  }
  if (!fits) {
    return [NSString stringWithFormat:@"MultiArray shape (%@) does not match the shape (%@)",
                                      [array.shape componentsJoinedByString:@" x "],
                                      [constraint.shape componentsJoinedByString:@" x "]];
  }
  return array.dataType == constraint.dataType ? nil : @"MultiArray data type does not match";
}

static BOOL fitsImage(MLImageConstraint *constraint, NSInteger width, NSInteger height) {
  MLImageSizeConstraint *sizes = constraint.sizeConstraint;
  if (width == constraint.pixelsWide && height == constraint.pixelsHigh) {
    return YES;
  }
  for (MLImageSize *size in sizes.enumeratedImageSizes) {
    if (size.pixelsWide == width && size.pixelsHigh == height) {
      return YES;
    }
  }
  return sizes.type == MLImageSizeConstraintTypeRange && holds(sizes.pixelsWideRange, width) &&
         holds(sizes.pixelsHighRange, height);
}

static NSString *_Nullable objectionToImage(MLImageConstraint *constraint, CVPixelBufferRef image) {
  if (CVPixelBufferGetPixelFormatType(image) != constraint.pixelFormatType) {
    return @"Image pixel format does not match";
  }
  size_t width = CVPixelBufferGetWidth(image);
  size_t height = CVPixelBufferGetHeight(image);
  if (fitsImage(constraint, (NSInteger)width, (NSInteger)height)) {
    return nil;
  }
  return [NSString stringWithFormat:@"Image size %lu x %lu not in allowed set of image sizes",
                                    (unsigned long)width, (unsigned long)height];
}

static NSString *_Nullable objectionToKeys(MLFeatureType keyType, NSDictionary *dictionary) {
  Class type = keyType == MLFeatureTypeInt64 ? [NSNumber class] : [NSString class];
  for (id key in dictionary) {
    if (![key isKindOfClass:type]) {
      return @"Dictionary key type does not match";
    }
  }
  return nil;
}

@implementation MLFeatureDescription

ANO_SCRIPTED

- (NSString *)name {
  return [_script objectForKey:@"name"] ?: @"";
}

- (MLFeatureType)type {
  return StandinFeatureType([_script objectForKey:@"type"]);
}

- (BOOL)isOptional {
  return StandinFlag(_script, @"optional", NO);
}

- (id)constraint:(Class)class of:(MLFeatureType)type {
  return self.type == type ? [[[class alloc] initWithScript:_script] autorelease] : nil;
}

- (MLMultiArrayConstraint *)multiArrayConstraint {
  return [self constraint:[MLMultiArrayConstraint class] of:MLFeatureTypeMultiArray];
}

- (MLImageConstraint *)imageConstraint {
  return [self constraint:[MLImageConstraint class] of:MLFeatureTypeImage];
}

- (MLDictionaryConstraint *)dictionaryConstraint {
  return [self constraint:[MLDictionaryConstraint class] of:MLFeatureTypeDictionary];
}

- (MLSequenceConstraint *)sequenceConstraint {
  return [self constraint:[MLSequenceConstraint class] of:MLFeatureTypeSequence];
}

- (MLStateConstraint *)stateConstraint {
  return [self constraint:[MLStateConstraint class] of:MLFeatureTypeState];
}

- (BOOL)isAllowedValue:(MLFeatureValue *)value {
  return [self objectionTo:value] == nil;
}

- (NSString *)objectionTo:(MLFeatureValue *)value {
  if (value == nil || value.isUndefined) {
    return self.optional ? nil : @"is required but not specified";
  }
  if (value.type != self.type) {
    return @"has a value of another type";
  }
  switch (self.type) {
    case MLFeatureTypeMultiArray:
      return objectionToArray(self.multiArrayConstraint, value.multiArrayValue);
    case MLFeatureTypeImage:
      return objectionToImage(self.imageConstraint, value.imageBufferValue);
    case MLFeatureTypeDictionary:
      return objectionToKeys(self.dictionaryConstraint.keyType, value.dictionaryValue);
    case MLFeatureTypeSequence:
      return value.sequenceValue.type == self.sequenceConstraint.valueDescription.type
                 ? nil
                 : @"has a sequence of another type";
    default:
      return nil;
  }
}

- (MLFeatureValue *)madeArray {
  MLMultiArrayConstraint *constraint = self.multiArrayConstraint;
  MLMultiArray *array = [[[MLMultiArray alloc] initWithShape:constraint.shape
                                                    dataType:constraint.dataType
                                                       error:NULL] autorelease];
  return [MLFeatureValue featureValueWithMultiArray:array];
}

- (MLFeatureValue *)madeImage {
  MLImageConstraint *constraint = self.imageConstraint;
  CVPixelBufferRef image = NULL;
  if (CVPixelBufferCreate(NULL, (size_t)constraint.pixelsWide, (size_t)constraint.pixelsHigh,
                          constraint.pixelFormatType, NULL, &image) != kCVReturnSuccess) {
    return [MLFeatureValue undefinedFeatureValueWithType:MLFeatureTypeImage];
  }
  MLFeatureValue *value = [MLFeatureValue featureValueWithPixelBuffer:image];
  CVPixelBufferRelease(image);
  return value;
}

- (MLFeatureValue *)madeValue {
  switch (self.type) {
    case MLFeatureTypeMultiArray:
      return [self madeArray];
    case MLFeatureTypeImage:
      return [self madeImage];
    case MLFeatureTypeInt64:
      return [MLFeatureValue featureValueWithInt64:1];
    case MLFeatureTypeDouble:
      return [MLFeatureValue featureValueWithDouble:1];
    case MLFeatureTypeString:
      return [MLFeatureValue featureValueWithString:@"played"];
    case MLFeatureTypeDictionary:
      return [MLFeatureValue featureValueWithDictionary:[NSDictionary dictionary] error:NULL];
    case MLFeatureTypeSequence:
      return [MLFeatureValue
          featureValueWithSequence:[MLSequence emptySequenceWithType:MLFeatureTypeString]];
    default:
      return [MLFeatureValue undefinedFeatureValueWithType:self.type];
  }
}

@end

static NSDictionary *descriptions(id list, BOOL states) {
  NSMutableDictionary *made = [NSMutableDictionary dictionary];
  for (NSDictionary *given in StandinTyped(list, [NSArray class])) {
    NSMutableDictionary *script = [NSMutableDictionary dictionaryWithDictionary:given];
    if (states) {
      [script setObject:@"state" forKey:@"type"];
    }
    MLFeatureDescription *description =
        [[[MLFeatureDescription alloc] initWithScript:script] autorelease];
    [made setObject:description forKey:description.name];
  }
  return made;
}

@implementation MLModelDescription

@synthesize inputDescriptionsByName = _inputs;
@synthesize outputDescriptionsByName = _outputs;
@synthesize stateDescriptionsByName = _states;

- (instancetype)initWithScript:(NSDictionary *)script function:(NSString *)function {
  self = [super init];
  if (self != nil) {
    NSDictionary *inputsOf = StandinTyped([script objectForKey:@"inputsOf"], [NSDictionary class]);
    id inputs = function != nil ? [inputsOf objectForKey:function] : nil;
    _inputs = [descriptions(inputs ?: [script objectForKey:@"inputs"], NO) retain];
    _outputs = [descriptions([script objectForKey:@"outputs"], NO) retain];
    _states = [descriptions([script objectForKey:@"states"], YES) retain];
  }
  return self;
}

- (void)dealloc {
  [_inputs release];
  [_outputs release];
  [_states release];
  [super dealloc];
}

@end
