#import "MLScripted.h"

@implementation MLSequence

@synthesize type = _type;

+ (MLSequence *)sequenceOf:(MLFeatureType)type values:(NSArray *)values {
  MLSequence *made = [[[self alloc] init] autorelease];
  made->_type = type;
  made->_values = [values copy];
  return made;
}

+ (instancetype)emptySequenceWithType:(MLFeatureType)type {
  return [self sequenceOf:type values:[NSArray array]];
}

+ (instancetype)sequenceWithStringArray:(NSArray *)values {
  return [self sequenceOf:MLFeatureTypeString values:values];
}

+ (instancetype)sequenceWithInt64Array:(NSArray *)values {
  return [self sequenceOf:MLFeatureTypeInt64 values:values];
}

- (void)dealloc {
  [_values release];
  [super dealloc];
}

- (NSArray *)stringValues {
  return _type == MLFeatureTypeString ? _values : [NSArray array];
}

- (NSArray *)int64Values {
  return _type == MLFeatureTypeInt64 ? _values : [NSArray array];
}

@end

@implementation MLFeatureValue

@synthesize type = _type;

+ (MLFeatureValue *)valueOf:(MLFeatureType)type with:(id)object {
  MLFeatureValue *made = [[[self alloc] init] autorelease];
  made->_type = type;
  made->_value = [object retain];
  return made;
}

+ (instancetype)featureValueWithInt64:(int64_t)value {
  return [self valueOf:MLFeatureTypeInt64 with:[NSNumber numberWithLongLong:value]];
}

+ (instancetype)featureValueWithDouble:(double)value {
  return [self valueOf:MLFeatureTypeDouble with:[NSNumber numberWithDouble:value]];
}

+ (instancetype)featureValueWithString:(NSString *)value {
  return [self valueOf:MLFeatureTypeString with:value];
}

+ (instancetype)featureValueWithMultiArray:(MLMultiArray *)value {
  return [self valueOf:MLFeatureTypeMultiArray with:value];
}

+ (instancetype)featureValueWithPixelBuffer:(CVPixelBufferRef)value {
  return [self valueOf:MLFeatureTypeImage with:(id)(void *)value];
}

+ (instancetype)featureValueWithSequence:(MLSequence *)sequence {
  return [self valueOf:MLFeatureTypeSequence with:sequence];
}

+ (instancetype)featureValueWithDictionary:(NSDictionary *)value error:(NSError **)error {
  for (id number in [value allValues]) {
    if (![number isKindOfClass:[NSNumber class]]) {
      if (error != NULL) {
        *error = StandinModelError(MLModelErrorFeatureType, @"A dictionary's values are numbers");
      }
      return nil;
    }
  }
  return [self valueOf:MLFeatureTypeDictionary with:value];
}

+ (instancetype)undefinedFeatureValueWithType:(MLFeatureType)type {
  return [self valueOf:type with:nil];
}

- (void)dealloc {
  [_value release];
  [super dealloc];
}

- (BOOL)isUndefined {
  return _value == nil;
}

- (id)valueIf:(MLFeatureType)type {
  return _type == type ? _value : nil;
}

- (int64_t)int64Value {
  return [[self valueIf:MLFeatureTypeInt64] longLongValue];
}

- (double)doubleValue {
  return [[self valueIf:MLFeatureTypeDouble] doubleValue];
}

- (NSString *)stringValue {
  return [self valueIf:MLFeatureTypeString] ?: @"";
}

- (MLMultiArray *)multiArrayValue {
  return [self valueIf:MLFeatureTypeMultiArray];
}

- (NSDictionary *)dictionaryValue {
  return [self valueIf:MLFeatureTypeDictionary] ?: [NSDictionary dictionary];
}

- (CVPixelBufferRef)imageBufferValue {
  return (CVPixelBufferRef)(void *)[self valueIf:MLFeatureTypeImage];
}

- (MLSequence *)sequenceValue {
  return [self valueIf:MLFeatureTypeSequence];
}

@end

@implementation MLDictionaryFeatureProvider

@synthesize dictionary = _dictionary;

- (instancetype)initWithDictionary:(NSDictionary *)dictionary error:(NSError **)error {
  self = [super init];
  if (self == nil) {
    return nil;
  }
  for (id value in [dictionary allValues]) {
    if (![value isKindOfClass:[MLFeatureValue class]]) {
      if (error != NULL) {
        *error = StandinModelError(MLModelErrorFeatureType, @"Not a feature value: %@", value);
      }
      [self release];
      return nil;
    }
  }
  _dictionary = [dictionary copy];
  return self;
}

- (void)dealloc {
  [_dictionary release];
  [super dealloc];
}

- (NSSet *)featureNames {
  return [NSSet setWithArray:[_dictionary allKeys]];
}

- (MLFeatureValue *)featureValueForName:(NSString *)name {
  return [_dictionary objectForKey:name];
}

@end

@implementation MLState

- (instancetype)initWithDescriptions:(NSDictionary *)states {
  self = [super init];
  if (self == nil) {
    return nil;
  }
  NSMutableDictionary *buffers = [NSMutableDictionary dictionary];
  for (NSString *name in states) {
    MLStateConstraint *constraint = [[states objectForKey:name] stateConstraint];
    MLMultiArray *buffer = [[[MLMultiArray alloc] initWithShape:constraint.bufferShape
                                                       dataType:constraint.dataType
                                                          error:NULL] autorelease];
    memset(buffer.dataPointer, 0, (size_t)buffer.count * ((size_t)buffer.dataType & 0xff) / 8);
    [buffers setObject:buffer forKey:name];
  }
  _buffers = [buffers copy];
  return self;
}

- (void)dealloc {
  [_buffers release];
  [super dealloc];
}

- (void)getMultiArrayForStateNamed:(NSString *)name handler:(void (^)(MLMultiArray *))handler {
  MLMultiArray *buffer = [_buffers objectForKey:name];
  if (buffer == nil) {
    [NSException raise:NSInvalidArgumentException format:@"No state by the name %@", name];
  }
  handler(buffer);
}

@end
