#import "ANOInputsArray.h"

#include <string.h>

/// What one input may take; a model that needs more cannot be meant.
static const unsigned long long mostBytes = 8ULL << 30;

/// MLMultiArrayDataTypeInt8, which has a name only in the SDK of macOS 26 and later.
enum { int8Type = 0x20000 | 8 };

enum { halfDigits = 11, halfBias = 15, halfLargest = 65504 };

uint16_t ANOHalf(unsigned long count) {
  if (count == 0) {
    return 0;
  }
  if (count >= halfLargest) {
    return 0x7bff;
  }
  int exponent = 0;
  while (count >> (exponent + 1)) {
    exponent++;
  }
  int surplus = exponent - (halfDigits - 1);
  unsigned long digits;
  if (surplus <= 0) {
    digits = count << -surplus;
  } else {
    // Rounds to the nearest, ties to even.
    unsigned long half = 1UL << (surplus - 1);
    digits = (count + half - 1 + ((count >> surplus) & 1)) >> surplus;
  }
  // A carry out of the digits moves on into the exponent, as it should.
  return (uint16_t)(((unsigned long)(exponent + halfBias) << (halfDigits - 1)) +
                    (digits - (1UL << (halfDigits - 1))));
}

static size_t sizeOf(MLMultiArrayDataType type) {
  switch ((NSInteger)type) {
    case MLMultiArrayDataTypeDouble:
      return sizeof(double);
    case MLMultiArrayDataTypeFloat32:
      return sizeof(float);
    case MLMultiArrayDataTypeFloat16:
      return sizeof(uint16_t);
    case MLMultiArrayDataTypeInt32:
      return sizeof(int32_t);
    case int8Type:
      return sizeof(int8_t);
  }
  return 0;
}

static void setElement(void *base, size_t index, unsigned long count, MLMultiArrayDataType type) {
  switch ((NSInteger)type) {
    case MLMultiArrayDataTypeDouble:
      ((double *)base)[index] = (double)count;
      break;
    case MLMultiArrayDataTypeFloat32:
      ((float *)base)[index] = (float)count;
      break;
    case MLMultiArrayDataTypeFloat16:
      ((uint16_t *)base)[index] = ANOHalf(count);
      break;
    case MLMultiArrayDataTypeInt32:
      ((int32_t *)base)[index] = (int32_t)count;
      break;
    case int8Type:
      ((int8_t *)base)[index] = (int8_t)((count - 1) % INT8_MAX + 1);
      break;
  }
}

static BOOL isContiguous(MLMultiArray *array) {
  long long expected = 1;
  for (NSUInteger i = [array.shape count]; i-- > 0;) {
    if ([[array.strides objectAtIndex:i] longLongValue] != expected) {
      return NO;
    }
    expected *= [[array.shape objectAtIndex:i] longLongValue];
  }
  return YES;
}

/// Writes the first row and doubles it until the array is full.
static void fillContiguous(MLMultiArray *array, size_t row, size_t elementSize) {
  char *bytes = array.dataPointer;
  size_t total = (size_t)array.count * elementSize;
  for (size_t i = 0; i < row; i++) {
    setElement(bytes, i, i + 1, array.dataType);
  }
  for (size_t done = row * elementSize; done < total;) {
    size_t more = MIN(done, total - done);
    memcpy(bytes + done, bytes, more);
    done += more;
  }
}

/// Walks the elements by their strides, for arrays with gaps.
static void fillStrided(MLMultiArray *array, size_t row) {
  for (size_t i = 0; i < (size_t)array.count; i++) {
    size_t rest = i;
    size_t index = 0;
    for (NSUInteger d = [array.shape count]; d-- > 0;) {
      size_t size = [[array.shape objectAtIndex:d] unsignedLongValue];
      index += rest % size * [[array.strides objectAtIndex:d] unsignedLongValue];
      rest /= size;
    }
    setElement(array.dataPointer, index, i % row + 1, array.dataType);
  }
}

MLMultiArray *ANOFilledArray(NSArray<NSNumber *> *shape, MLMultiArrayDataType type,
                             NSString **problem) {
  *problem = nil;
  size_t elementSize = sizeOf(type);
  if (!elementSize) {
    *problem = [NSString stringWithFormat:@"multi-array of the unknown data type %ld", (long)type];
    return nil;
  }
  unsigned long long bytes = elementSize;
  for (NSNumber *size in shape) {
    if (__builtin_mul_overflow(bytes, [size unsignedLongLongValue], &bytes) || bytes > mostBytes) {
      *problem = [NSString stringWithFormat:@"a multi-array of shape [%@] is too large",
                                            [shape componentsJoinedByString:@", "]];
      return nil;
    }
  }
  NSError *error = nil;
  MLMultiArray *array = [[[MLMultiArray alloc] initWithShape:shape dataType:type
                                                       error:&error] autorelease];
  if (!array) {
    *problem =
        [NSString stringWithFormat:@"Core ML makes no multi-array of shape [%@]: %@",
                                   [shape componentsJoinedByString:@", "],
                                   error ? [error localizedDescription] : @"no reason given"];
    return nil;
  }
  size_t row = [[shape lastObject] unsignedLongValue];
  if (array.count > 0 && isContiguous(array)) {
    fillContiguous(array, row, elementSize);
  } else if (array.count > 0) {
    fillStrided(array, row);
  }
  return array;
}
