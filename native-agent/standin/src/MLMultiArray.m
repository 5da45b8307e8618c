#import "MLScripted.h"

#include <stdlib.h>

@implementation MLMultiArray

@synthesize dataPointer = _dataPointer;
@synthesize dataType = _dataType;
@synthesize shape = _shape;
@synthesize strides = _strides;

- (instancetype)initWithShape:(NSArray *)shape
                     dataType:(MLMultiArrayDataType)dataType
                        error:(NSError **)error {
  self = [super init];
  if (self == nil) {
    return nil;
  }
  NSMutableArray *strides = [NSMutableArray array];
  _count = 1;
  for (NSUInteger i = [shape count]; i > 0; i--) {
    NSInteger size = [[shape objectAtIndex:i - 1] integerValue];
    if (size <= 0 || _count > 1UL << 40) {
      if (error != NULL) {
        *error = StandinModelError(MLModelErrorGeneric, @"Invalid shape (%@)",
                                   [shape componentsJoinedByString:@" x "]);
      }
      [self release];
      return nil;
    }
    [strides insertObject:[NSNumber numberWithUnsignedInteger:_count] atIndex:0];
    _count *= (NSUInteger)size;
  }
  _shape = [shape copy];
  _strides = [strides copy];
  _dataType = dataType;
  _size = _count * ((NSUInteger)dataType & 0xff) / 8;
  // Apple's is not cleared either.
  _dataPointer = malloc(_size > 0 ? _size : 1);
  if (_dataPointer == NULL) {
    if (error != NULL) {
      *error = StandinModelError(MLModelErrorGeneric, @"No memory for a multi-array");
    }
    [self release];
    return nil;
  }
  memset(_dataPointer, 0xa5, _size);
  return self;
}

- (void)dealloc {
  [_shape release];
  [_strides release];
  free(_dataPointer);
  [super dealloc];
}

- (NSInteger)count {
  return (NSInteger)_count;
}

- (void)getMutableBytesWithHandler:(void (^)(void *, NSInteger, NSArray<NSNumber *> *))handler {
  handler(_dataPointer, (NSInteger)_size, _strides);
}

- (void)getBytesWithHandler:(void (^)(const void *, NSInteger))handler {
  handler(_dataPointer, (NSInteger)_size);
}

@end
