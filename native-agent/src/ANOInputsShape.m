#import "ANOInputsShape.h"

static NSString *text(NSArray<NSNumber *> *sizes) {
  return [NSString stringWithFormat:@"[%@]", [sizes componentsJoinedByString:@", "]];
}

static BOOL isPositive(NSArray<NSNumber *> *sizes) {
  for (NSNumber *size in sizes) {
    if ([size longLongValue] < 1) {
      return NO;
    }
  }
  return [sizes count] > 0;
}

/// A range without a length allows its start, since it must allow something.
static BOOL allows(NSRange range, NSUInteger size) {
  return size >= range.location && size - range.location < MAX(range.length, (NSUInteger)1);
}

static NSString *rangeText(NSRange range) {
  NSUInteger most = range.location + MAX(range.length, (NSUInteger)1) - 1;
  // Without an upper end the sum is beyond what any size can be, or runs over.
  BOOL open = range.length >= NSIntegerMax || most >= INT32_MAX;
  return open ? [NSString stringWithFormat:@"%lu or more", (unsigned long)range.location]
              : [NSString stringWithFormat:@"%lu to %lu", (unsigned long)range.location,
                                           (unsigned long)most];
}

#pragma mark - Arrays

static NSArray<NSNumber *> *defaultShape(MLMultiArrayConstraint *constraint) {
  if (isPositive(constraint.shape)) {
    return constraint.shape;
  }
  MLMultiArrayShapeConstraint *flexible = constraint.shapeConstraint;
  if (flexible.type == MLMultiArrayShapeConstraintTypeEnumerated &&
      [flexible.enumeratedShapes count]) {
    return [flexible.enumeratedShapes objectAtIndex:0];
  }
  if (flexible.type == MLMultiArrayShapeConstraintTypeRange &&
      [flexible.sizeRangeForDimension count]) {
    NSMutableArray *shape = [NSMutableArray array];
    for (NSValue *range in flexible.sizeRangeForDimension) {
      [shape addObject:[NSNumber numberWithUnsignedInteger:MAX([range rangeValue].location,
                                                               (NSUInteger)1)]];
    }
    return shape;
  }
  // A constraint that says nothing takes any array.
  return @[ [NSNumber numberWithInt:1] ];
}

static NSString *rangeProblem(NSArray<NSNumber *> *asked, NSArray<NSValue *> *ranges) {
  if ([asked count] != [ranges count]) {
    return [NSString stringWithFormat:@"%@ has %lu dimensions, the model takes %lu", text(asked),
                                      (unsigned long)[asked count], (unsigned long)[ranges count]];
  }
  for (NSUInteger i = 0; i < [asked count]; i++) {
    NSRange range = [[ranges objectAtIndex:i] rangeValue];
    if (!allows(range, [[asked objectAtIndex:i] unsignedIntegerValue])) {
      return [NSString stringWithFormat:@"%@ is out of range: dimension %lu takes %@", text(asked),
                                        (unsigned long)i, rangeText(range)];
    }
  }
  return nil;
}

static NSString *enumerationProblem(NSArray<NSNumber *> *asked, NSArray<NSArray *> *shapes) {
  if ([shapes containsObject:asked]) {
    return nil;
  }
  NSMutableArray *texts = [NSMutableArray array];
  for (NSArray *shape in shapes) {
    [texts addObject:text(shape)];
  }
  return [NSString stringWithFormat:@"%@ is none of the enumerated shapes %@", text(asked),
                                    [texts componentsJoinedByString:@", "]];
}

static NSString *arrayProblem(MLMultiArrayConstraint *constraint, NSArray<NSNumber *> *asked) {
  if (!isPositive(asked)) {
    return [NSString stringWithFormat:@"%@ has a size below 1", text(asked)];
  }
  MLMultiArrayShapeConstraint *flexible = constraint.shapeConstraint;
  if (flexible.type == MLMultiArrayShapeConstraintTypeEnumerated) {
    return enumerationProblem(asked, flexible.enumeratedShapes);
  }
  if (flexible.type == MLMultiArrayShapeConstraintTypeRange) {
    return rangeProblem(asked, flexible.sizeRangeForDimension);
  }
  if ([constraint.shape count] && ![constraint.shape isEqual:asked]) {
    return [NSString stringWithFormat:@"%@ is not the model's fixed shape %@", text(asked),
                                      text(constraint.shape)];
  }
  return nil;
}

NSArray<NSNumber *> *ANOArrayShape(MLMultiArrayConstraint *constraint, NSArray<NSNumber *> *asked,
                                   NSString **problem) {
  *problem = asked ? arrayProblem(constraint, asked) : nil;
  if (*problem) {
    return nil;
  }
  return asked ? asked : defaultShape(constraint);
}

#pragma mark - Images

BOOL ANOIsGray(OSType pixelFormat) {
  switch (pixelFormat) {
    case kCVPixelFormatType_16Gray:
    case kCVPixelFormatType_OneComponent8:
    case kCVPixelFormatType_OneComponent16:
    case kCVPixelFormatType_OneComponent16Half:
    case kCVPixelFormatType_OneComponent32Float:
      return YES;
    default:
      return NO;
  }
}

static BOOL isEnumerated(MLImageSizeConstraint *sizes, size_t width, size_t height) {
  for (MLImageSize *size in sizes.enumeratedImageSizes) {
    if ((size_t)size.pixelsWide == width && (size_t)size.pixelsHigh == height) {
      return YES;
    }
  }
  return NO;
}

static NSString *imageProblem(MLImageConstraint *constraint, size_t width, size_t height) {
  MLImageSizeConstraint *sizes = constraint.sizeConstraint;
  NSString *asked = [NSString stringWithFormat:@"an image of height %lu and width %lu",
                                               (unsigned long)height, (unsigned long)width];
  if (sizes.type == MLImageSizeConstraintTypeEnumerated) {
    return isEnumerated(sizes, width, height)
               ? nil
               : [asked stringByAppendingString:@" is none of the enumerated sizes"];
  }
  if (sizes.type == MLImageSizeConstraintTypeRange) {
    return allows(sizes.pixelsHighRange, height) && allows(sizes.pixelsWideRange, width)
               ? nil
               : [NSString stringWithFormat:@"%@ is out of range: height %@, width %@", asked,
                                            rangeText(sizes.pixelsHighRange),
                                            rangeText(sizes.pixelsWideRange)];
  }
  return (size_t)constraint.pixelsWide == width && (size_t)constraint.pixelsHigh == height
             ? nil
             : [NSString stringWithFormat:@"%@ is not the model's fixed height %ld and width %ld",
                                          asked, (long)constraint.pixelsHigh,
                                          (long)constraint.pixelsWide];
}

BOOL ANOImageSizes(MLImageConstraint *constraint, NSArray<NSNumber *> *asked, size_t *width,
                   size_t *height, NSString **problem) {
  *problem = nil;
  if (!asked) {
    *width = (size_t)MAX(constraint.pixelsWide, 1);
    *height = (size_t)MAX(constraint.pixelsHigh, 1);
    return YES;
  }
  NSUInteger rank = [asked count];
  if ((rank != 2 && rank != 4) || !isPositive(asked)) {
    *problem = [NSString
        stringWithFormat:@"%@ is neither [height, width] nor [1, channels, height, width]",
                         text(asked)];
    return NO;
  }
  if (rank == 4) {
    long long batch = [[asked objectAtIndex:0] longLongValue];
    long long channels = [[asked objectAtIndex:1] longLongValue];
    BOOL gray = ANOIsGray(constraint.pixelFormatType);
    if (batch != 1 || (gray ? channels != 1 : channels != 3 && channels != 4)) {
      *problem = [NSString stringWithFormat:@"%@ is not one image of %s", text(asked),
                                            gray ? "1 channel" : "3 channels"];
      return NO;
    }
  }
  *height = [[asked objectAtIndex:rank - 2] unsignedLongValue];
  *width = [[asked objectAtIndex:rank - 1] unsignedLongValue];
  *problem = imageProblem(constraint, *width, *height);
  return *problem == nil;
}
