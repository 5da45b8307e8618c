#import "ANOInputsValue.h"

#import "ANOInputsArray.h"
#import "ANOInputsImage.h"
#import "ANOInputsShape.h"

// The values of the predecessor, for the types it knew.
static NSString *const word = @"hello world";
enum { mostElements = 4096 };

NSString *ANOFeatureTypeName(MLFeatureType type) {
  switch (type) {
    case MLFeatureTypeInvalid:
      return @"invalid";
    case MLFeatureTypeInt64:
      return @"int64";
    case MLFeatureTypeDouble:
      return @"double";
    case MLFeatureTypeString:
      return @"string";
    case MLFeatureTypeImage:
      return @"image";
    case MLFeatureTypeMultiArray:
      return @"multiArray";
    case MLFeatureTypeDictionary:
      return @"dictionary";
    case MLFeatureTypeSequence:
      return @"sequence";
    case MLFeatureTypeState:
      return @"state";
  }
  return [NSString stringWithFormat:@"%ld", (long)type];
}

// As a case, and not by ==, because the name is of macOS 15 and needs no check in a case.
BOOL ANOIsState(MLFeatureType type) {
  switch (type) {
    case MLFeatureTypeState:
      return YES;
    default:
      return NO;
  }
}

static MLFeatureValue *multiArray(MLMultiArrayConstraint *constraint, NSArray *asked,
                                  NSString **problem) {
  NSArray *shape = ANOArrayShape(constraint, asked, problem);
  MLMultiArray *array = shape ? ANOFilledArray(shape, constraint.dataType, problem) : nil;
  return array ? [MLFeatureValue featureValueWithMultiArray:array] : nil;
}

static MLFeatureValue *image(MLImageConstraint *constraint, NSArray *asked, NSString **problem) {
  size_t width = 0;
  size_t height = 0;
  return ANOImageSizes(constraint, asked, &width, &height, problem)
             ? ANOBlankImage(width, height, constraint.pixelFormatType, problem)
             : nil;
}

/// Returns what stands for one string or one integer, nil for another type.
static id scalar(MLFeatureType type) {
  if (type == MLFeatureTypeString) {
    return word;
  }
  return type == MLFeatureTypeInt64 ? [NSNumber numberWithLongLong:0] : nil;
}

static MLFeatureValue *dictionary(MLDictionaryConstraint *constraint, NSString **problem) {
  id key = scalar(constraint.keyType);
  if (!key) {
    *problem = [NSString stringWithFormat:@"dictionary with keys of the type %@",
                                          ANOFeatureTypeName(constraint.keyType)];
    return nil;
  }
  NSError *error = nil;
  NSDictionary *entry = [NSDictionary dictionaryWithObject:[NSNumber numberWithDouble:1]
                                                    forKey:key];
  MLFeatureValue *value = [MLFeatureValue featureValueWithDictionary:entry error:&error];
  if (!value) {
    *problem =
        [NSString stringWithFormat:@"Core ML makes no dictionary: %@",
                                   error ? [error localizedDescription] : @"no reason given"];
  }
  return value;
}

static MLFeatureValue *sequence(MLSequenceConstraint *constraint, NSString **problem) {
  MLFeatureType type = constraint.valueDescription.type;
  id element = scalar(type);
  NSUInteger count = MAX(constraint.countRange.location, (NSUInteger)1);
  if (!element || count > mostElements) {
    *problem = [NSString stringWithFormat:@"sequence of at least %lu elements of the type %@",
                                          (unsigned long)count, ANOFeatureTypeName(type)];
    return nil;
  }
  NSMutableArray *elements = [NSMutableArray array];
  while ([elements count] < count) {
    [elements addObject:element];
  }
  MLSequence *made = type == MLFeatureTypeString ? [MLSequence sequenceWithStringArray:elements]
                                                 : [MLSequence sequenceWithInt64Array:elements];
  return [MLFeatureValue featureValueWithSequence:made];
}

MLFeatureValue *ANOInputValue(MLFeatureDescription *description, NSArray<NSNumber *> *asked,
                              NSString **problem) {
  *problem = nil;
  MLFeatureType type = description.type;
  if (asked && type != MLFeatureTypeMultiArray && type != MLFeatureTypeImage) {
    *problem = [NSString stringWithFormat:@"its type %@ takes no shape", ANOFeatureTypeName(type)];
    return nil;
  }
  switch (type) {
    case MLFeatureTypeInt64:
      return [MLFeatureValue featureValueWithInt64:0];
    case MLFeatureTypeDouble:
      return [MLFeatureValue featureValueWithDouble:0];
    case MLFeatureTypeString:
      return [MLFeatureValue featureValueWithString:word];
    case MLFeatureTypeMultiArray:
      return multiArray(description.multiArrayConstraint, asked, problem);
    case MLFeatureTypeImage:
      return image(description.imageConstraint, asked, problem);
    case MLFeatureTypeDictionary:
      return dictionary(description.dictionaryConstraint, problem);
    case MLFeatureTypeSequence:
      return sequence(description.sequenceConstraint, problem);
    case MLFeatureTypeInvalid:
    case MLFeatureTypeState:
      break;
  }
  *problem =
      [NSString stringWithFormat:@"no value can be made for the type %@", ANOFeatureTypeName(type)];
  return nil;
}
