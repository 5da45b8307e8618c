#import "MLConstraints.h"
#import "StandinScript.h"

#include <stdarg.h>

NSError *StandinModelError(MLModelError code, NSString *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  NSString *text = [[[NSString alloc] initWithFormat:format arguments:arguments] autorelease];
  va_end(arguments);
  return [NSError errorWithDomain:MLModelErrorDomain
                             code:code
                         userInfo:[NSDictionary dictionaryWithObject:text
                                                              forKey:NSLocalizedDescriptionKey]];
}

MLFeatureType StandinFeatureType(NSString *name) {
  NSUInteger index = [@[
    @"", @"int64", @"double", @"string", @"image", @"multiArray", @"dictionary", @"sequence",
    @"state"
  ] indexOfObject:name ?: @"multiArray"];
  return index == NSNotFound ? MLFeatureTypeInvalid : (MLFeatureType)index;
}

MLMultiArrayDataType StandinDataType(NSString *name) {
  if ([name isEqual:@"FLOAT16"]) {
    return MLMultiArrayDataTypeFloat16;
  } else if ([name isEqual:@"DOUBLE"]) {
    return MLMultiArrayDataTypeDouble;
  } else if ([name isEqual:@"INT32"]) {
    return MLMultiArrayDataTypeInt32;
  } else if ([name isEqual:@"INT8"]) {
    return MLMultiArrayDataTypeInt8;
  }
  return MLMultiArrayDataTypeFloat32;
}

OSType StandinPixelFormat(NSString *text) {
  if ([text length] != 4) {
    return kCVPixelFormatType_32BGRA;
  }
  OSType format = 0;
  for (NSUInteger i = 0; i < 4; i++) {
    format = format << 8 | [text characterAtIndex:i];
  }
  return format;
}

NSRange StandinSizes(NSArray *bounds) {
  NSInteger least = [[bounds objectAtIndex:0] integerValue];
  NSInteger most = [[bounds objectAtIndex:1] integerValue];
  return most < least ? NSMakeRange((NSUInteger)least, NSIntegerMax)
                      : NSMakeRange((NSUInteger)least, (NSUInteger)(most - least + 1));
}

static NSArray *_Nullable list(NSDictionary *script, NSString *property) {
  return StandinTyped([script objectForKey:property], [NSArray class]);
}

@implementation MLMultiArrayShapeConstraint

ANO_SCRIPTED

- (MLMultiArrayShapeConstraintType)type {
  if (list(_script, @"enumerated") != nil) {
    return MLMultiArrayShapeConstraintTypeEnumerated;
  }
  return list(_script, @"ranges") != nil ? MLMultiArrayShapeConstraintTypeRange
                                         : MLMultiArrayShapeConstraintTypeUnspecified;
}

- (NSArray *)sizeRangeForDimension {
  NSMutableArray *ranges = [NSMutableArray array];
  for (NSArray *bounds in list(_script, @"ranges")) {
    [ranges addObject:[NSValue valueWithRange:StandinSizes(bounds)]];
  }
  return ranges;
}

- (NSArray *)enumeratedShapes {
  return list(_script, @"enumerated") ?: [NSArray array];
}

@end

@implementation MLMultiArrayConstraint

ANO_SCRIPTED

- (NSArray *)shape {
  return list(_script, @"shape") ?: [NSArray array];
}

- (MLMultiArrayDataType)dataType {
  return StandinDataType([_script objectForKey:@"dataType"]);
}

- (MLMultiArrayShapeConstraint *)shapeConstraint {
  return [[[MLMultiArrayShapeConstraint alloc] initWithScript:_script] autorelease];
}

@end

@implementation MLStateConstraint

ANO_SCRIPTED

- (NSArray *)bufferShape {
  return list(_script, @"shape") ?: [NSArray array];
}

- (MLMultiArrayDataType)dataType {
  return StandinDataType([_script objectForKey:@"dataType"]);
}

@end

@implementation MLImageSize

- (instancetype)initWithSizes:(NSArray *)sizes {
  self = [super init];
  if (self != nil) {
    _wide = [[sizes objectAtIndex:0] integerValue];
    _high = [[sizes objectAtIndex:1] integerValue];
  }
  return self;
}

- (NSInteger)pixelsWide {
  return _wide;
}

- (NSInteger)pixelsHigh {
  return _high;
}

@end

@implementation MLImageSizeConstraint

ANO_SCRIPTED

- (MLImageSizeConstraintType)type {
  if (list(_script, @"enumerated") != nil) {
    return MLImageSizeConstraintTypeEnumerated;
  }
  return list(_script, @"ranges") != nil ? MLImageSizeConstraintTypeRange
                                         : MLImageSizeConstraintTypeUnspecified;
}

- (NSRange)pixelsWideRange {
  NSArray *ranges = list(_script, @"ranges");
  return ranges != nil ? StandinSizes([ranges objectAtIndex:0]) : NSMakeRange(0, 0);
}

- (NSRange)pixelsHighRange {
  NSArray *ranges = list(_script, @"ranges");
  return ranges != nil ? StandinSizes([ranges objectAtIndex:1]) : NSMakeRange(0, 0);
}

- (NSArray *)enumeratedImageSizes {
  NSMutableArray *sizes = [NSMutableArray array];
  for (NSArray *size in list(_script, @"enumerated")) {
    [sizes addObject:[[[MLImageSize alloc] initWithSizes:size] autorelease]];
  }
  return sizes;
}

@end

@implementation MLImageConstraint

ANO_SCRIPTED

- (NSInteger)pixelsWide {
  return (NSInteger)StandinNumber(_script, @"width", 0);
}

- (NSInteger)pixelsHigh {
  return (NSInteger)StandinNumber(_script, @"height", 0);
}

- (OSType)pixelFormatType {
  return StandinPixelFormat([_script objectForKey:@"pixelFormat"]);
}

- (MLImageSizeConstraint *)sizeConstraint {
  return [[[MLImageSizeConstraint alloc] initWithScript:_script] autorelease];
}

@end

@implementation MLDictionaryConstraint

ANO_SCRIPTED

- (MLFeatureType)keyType {
  return StandinFeatureType([_script objectForKey:@"keyType"] ?: @"string");
}

@end

@implementation MLSequenceConstraint

ANO_SCRIPTED

- (MLFeatureDescription *)valueDescription {
  NSString *type = [_script objectForKey:@"elementType"] ?: @"string";
  NSDictionary *element = [NSDictionary dictionaryWithObject:type forKey:@"type"];
  return [[[MLFeatureDescription alloc] initWithScript:element] autorelease];
}

- (NSRange)countRange {
  NSArray *ranges = list(_script, @"ranges");
  return ranges != nil ? StandinSizes([ranges objectAtIndex:0]) : NSMakeRange(0, NSIntegerMax);
}

@end
