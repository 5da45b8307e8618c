/// What goes into a model and comes out of it.
///
/// Pages: coreml/mlfeaturetype, mlmultiarray, mlmultiarraydatatype, mlmultiarrayshapeconstraint,
/// mlimageconstraint, mlimagesizeconstraint, mldictionaryconstraint, mlsequenceconstraint,
/// mlstateconstraint, mlfeaturedescription, mlfeaturevalue, mlfeatureprovider.
#import <CoreML/MLAvailability.h>
#import <CoreVideo/CoreVideo.h>
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

typedef NS_ENUM(NSInteger, MLFeatureType) {
  MLFeatureTypeInvalid = 0,
  MLFeatureTypeInt64 = 1,
  MLFeatureTypeDouble = 2,
  MLFeatureTypeString = 3,
  MLFeatureTypeImage = 4,
  MLFeatureTypeMultiArray = 5,
  MLFeatureTypeDictionary = 6,
  MLFeatureTypeSequence = 7,
  MLFeatureTypeState = 8
};

/// The kind of number in the upper half, its bits in the lower.
typedef NS_ENUM(NSInteger, MLMultiArrayDataType) {
  MLMultiArrayDataTypeDouble = 0x10000 | 64,
  MLMultiArrayDataTypeFloat64 = 0x10000 | 64,
  MLMultiArrayDataTypeFloat32 = 0x10000 | 32,
  MLMultiArrayDataTypeFloat = 0x10000 | 32,
  MLMultiArrayDataTypeFloat16 = 0x10000 | 16,
  MLMultiArrayDataTypeInt32 = 0x20000 | 32,
  MLMultiArrayDataTypeInt8 = 0x20000 | 8
};

typedef NS_ENUM(NSInteger, MLMultiArrayShapeConstraintType) {
  MLMultiArrayShapeConstraintTypeUnspecified = 1,
  MLMultiArrayShapeConstraintTypeEnumerated = 2,
  MLMultiArrayShapeConstraintTypeRange = 3
};

typedef NS_ENUM(NSInteger, MLImageSizeConstraintType) {
  MLImageSizeConstraintTypeUnspecified = 0,
  MLImageSizeConstraintTypeEnumerated = 2,
  MLImageSizeConstraintTypeRange = 3
};

/// An n-dimensional array of numbers.
@interface MLMultiArray : NSObject {
  NSArray *_shape;
  NSArray *_strides;
  MLMultiArrayDataType _dataType;
  NSUInteger _count;
  NSUInteger _size;
  void *_dataPointer;
}

@property(readonly, nonatomic) void *dataPointer;
@property(readonly, nonatomic) MLMultiArrayDataType dataType;
@property(readonly, nonatomic) NSArray<NSNumber *> *shape;
@property(readonly, nonatomic) NSArray<NSNumber *> *strides;
@property(readonly, nonatomic) NSInteger count;

- (nullable instancetype)initWithShape:(NSArray<NSNumber *> *)shape
                              dataType:(MLMultiArrayDataType)dataType
                                 error:(NSError **)error;

/// Documented under getMutableBytesWithHandler(_:); macOS 12.3.
- (void)getMutableBytesWithHandler:
    (void(NS_NOESCAPE ^)(void *mutableBytes, NSInteger size, NSArray<NSNumber *> *strides))handler
    API_AVAILABLE(macos(12.3));
- (void)getBytesWithHandler:(void(NS_NOESCAPE ^)(const void *bytes, NSInteger size))handler
    API_AVAILABLE(macos(12.3));

@end

/// Which shapes a multi-array may have.
@interface MLMultiArrayShapeConstraint : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic) MLMultiArrayShapeConstraintType type;
/// NSValues of NSRange, one a dimension.
@property(readonly, nonatomic) NSArray<NSValue *> *sizeRangeForDimension;
@property(readonly, nonatomic) NSArray<NSArray<NSNumber *> *> *enumeratedShapes;

@end

/// What a multi-array must be.
@interface MLMultiArrayConstraint : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic) NSArray<NSNumber *> *shape;
@property(readonly, nonatomic) MLMultiArrayDataType dataType;
@property(readonly, nonatomic) MLMultiArrayShapeConstraint *shapeConstraint;

@end

/// One size that an image may have.
@interface MLImageSize : NSObject {
  NSInteger _wide;
  NSInteger _high;
}

@property(readonly, nonatomic) NSInteger pixelsWide;
@property(readonly, nonatomic) NSInteger pixelsHigh;

@end

/// Which sizes an image may have.
@interface MLImageSizeConstraint : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic) MLImageSizeConstraintType type;
@property(readonly, nonatomic) NSRange pixelsWideRange;
@property(readonly, nonatomic) NSRange pixelsHighRange;
@property(readonly, nonatomic) NSArray<MLImageSize *> *enumeratedImageSizes;

@end

/// What an image must be.
@interface MLImageConstraint : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic) NSInteger pixelsHigh;
@property(readonly, nonatomic) NSInteger pixelsWide;
@property(readonly, nonatomic) OSType pixelFormatType;
@property(readonly, nonatomic) MLImageSizeConstraint *sizeConstraint;

@end

/// What the keys of a dictionary must be.
@interface MLDictionaryConstraint : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic) MLFeatureType keyType;

@end

@class MLFeatureDescription;

/// What the elements of a sequence must be, and how many.
@interface MLSequenceConstraint : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic) MLFeatureDescription *valueDescription;
@property(readonly, nonatomic) NSRange countRange;

@end

/// What the buffer of a state is. macOS 15.
API_AVAILABLE(macos(15.0))
@interface MLStateConstraint : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic) NSArray<NSNumber *> *bufferShape;
@property(readonly, nonatomic) MLMultiArrayDataType dataType;

@end

@class MLFeatureValue;

/// One input, output or state of a model.
@interface MLFeatureDescription : NSObject {
  NSDictionary *_script;
}

@property(readonly, nonatomic, copy) NSString *name;
@property(readonly, nonatomic) MLFeatureType type;
@property(readonly, nonatomic, getter=isOptional) BOOL optional;

@property(readonly, nullable, nonatomic) MLMultiArrayConstraint *multiArrayConstraint;
@property(readonly, nullable, nonatomic) MLImageConstraint *imageConstraint;
@property(readonly, nullable, nonatomic) MLDictionaryConstraint *dictionaryConstraint;
@property(readonly, nullable, nonatomic) MLSequenceConstraint *sequenceConstraint;
@property(readonly, nullable, nonatomic)
    MLStateConstraint *stateConstraint API_AVAILABLE(macos(15.0));

- (BOOL)isAllowedValue:(MLFeatureValue *)value;

@end

/// A list of strings or of integers.
@interface MLSequence : NSObject {
  MLFeatureType _type;
  NSArray *_values;
}

@property(readonly, nonatomic) MLFeatureType type;
@property(readonly, nonatomic) NSArray<NSString *> *stringValues;
@property(readonly, nonatomic) NSArray<NSNumber *> *int64Values;

+ (instancetype)emptySequenceWithType:(MLFeatureType)type;
+ (instancetype)sequenceWithStringArray:(NSArray<NSString *> *)stringValues;
+ (instancetype)sequenceWithInt64Array:(NSArray<NSNumber *> *)int64Values;

@end

/// A value of one of the feature types.
@interface MLFeatureValue : NSObject {
  MLFeatureType _type;
  id _value;
}

@property(readonly, nonatomic) MLFeatureType type;
@property(readonly, nonatomic, getter=isUndefined) BOOL undefined;
@property(readonly, nonatomic) int64_t int64Value;
@property(readonly, nonatomic) double doubleValue;
@property(readonly, nonatomic, copy) NSString *stringValue;
@property(readonly, nullable, nonatomic) MLMultiArray *multiArrayValue;
@property(readonly, nonatomic) NSDictionary *dictionaryValue;
@property(readonly, nullable, nonatomic) CVPixelBufferRef imageBufferValue;
@property(readonly, nullable, nonatomic) MLSequence *sequenceValue;

+ (instancetype)featureValueWithInt64:(int64_t)value;
+ (instancetype)featureValueWithDouble:(double)value;
+ (instancetype)featureValueWithString:(NSString *)value;
+ (instancetype)featureValueWithMultiArray:(MLMultiArray *)value;
+ (instancetype)featureValueWithPixelBuffer:(CVPixelBufferRef)value;
+ (instancetype)featureValueWithSequence:(MLSequence *)sequence;
+ (nullable instancetype)featureValueWithDictionary:(NSDictionary *)value error:(NSError **)error;
+ (instancetype)undefinedFeatureValueWithType:(MLFeatureType)type;

@end

/// Gives values by name.
@protocol MLFeatureProvider <NSObject>

@property(readonly, nonatomic) NSSet<NSString *> *featureNames;

- (nullable MLFeatureValue *)featureValueForName:(NSString *)featureName;

@end

/// A provider made from a dictionary.
@interface MLDictionaryFeatureProvider : NSObject <MLFeatureProvider> {
  NSDictionary *_dictionary;
}

@property(readonly, nonatomic) NSDictionary<NSString *, MLFeatureValue *> *dictionary;

- (nullable instancetype)initWithDictionary:(NSDictionary<NSString *, id> *)dictionary
                                      error:(NSError **)error;

@end

NS_ASSUME_NONNULL_END
