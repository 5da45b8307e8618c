#import <IOSurface/IOSurface.h>

#include <stdlib.h>

IOSurfacePropertyKey const IOSurfacePropertyKeyWidth = @"IOSurfaceWidth";
IOSurfacePropertyKey const IOSurfacePropertyKeyHeight = @"IOSurfaceHeight";
IOSurfacePropertyKey const IOSurfacePropertyKeyBytesPerElement = @"IOSurfaceBytesPerElement";
IOSurfacePropertyKey const IOSurfacePropertyKeyBytesPerRow = @"IOSurfaceBytesPerRow";
IOSurfacePropertyKey const IOSurfacePropertyKeyAllocSize = @"IOSurfaceAllocSize";
IOSurfacePropertyKey const IOSurfacePropertyKeyPixelFormat = @"IOSurfacePixelFormat";

static IOSurface *object(IOSurfaceRef surface) {
  return (IOSurface *)(void *)surface;
}

@implementation IOSurface

- (instancetype)initWithProperties:(NSDictionary *)properties {
  static IOSurfaceID numbers;
  self = [super init];
  if (self == nil) {
    return nil;
  }
  _width = [[properties objectForKey:IOSurfacePropertyKeyWidth] unsignedIntegerValue];
  _height = [[properties objectForKey:IOSurfacePropertyKeyHeight] unsignedIntegerValue];
  _elementBytes =
      [[properties objectForKey:IOSurfacePropertyKeyBytesPerElement] unsignedIntegerValue];
  NSNumber *row = [properties objectForKey:IOSurfacePropertyKeyBytesPerRow];
  _rowBytes = row != nil ? [row unsignedIntegerValue] : (_width * _elementBytes + 63) / 64 * 64;
  NSNumber *size = [properties objectForKey:IOSurfacePropertyKeyAllocSize];
  _allocated = size != nil ? [size unsignedIntegerValue] : _rowBytes * _height;
  _format = [[properties objectForKey:IOSurfacePropertyKeyPixelFormat] unsignedIntValue];
  _number = __sync_add_and_fetch(&numbers, 1);
  _bytes = _allocated > 0 ? calloc(1, _allocated) : NULL;
  if (_bytes == NULL) {
    [self release];
    return nil;
  }
  return self;
}

- (void)dealloc {
  free(_bytes);
  [super dealloc];
}

- (NSInteger)allocationSize {
  return (NSInteger)_allocated;
}

- (NSInteger)width {
  return (NSInteger)_width;
}

- (NSInteger)height {
  return (NSInteger)_height;
}

- (void *)baseAddress {
  return _bytes;
}

- (NSInteger)bytesPerRow {
  return (NSInteger)_rowBytes;
}

- (NSInteger)bytesPerElement {
  return (NSInteger)_elementBytes;
}

@end

int IOSurfaceLock(IOSurfaceRef surface, IOSurfaceLockOptions options, uint32_t *seed) {
  __sync_add_and_fetch(&object(surface)->_locks, 1);
  if (seed != NULL) {
    *seed = object(surface)->_seed;
  }
  return 0;
}

int IOSurfaceUnlock(IOSurfaceRef surface, IOSurfaceLockOptions options, uint32_t *seed) {
  if (__sync_sub_and_fetch(&object(surface)->_locks, 1) < 0) {
    // As a Mac: unlocking more often than locking is a mistake of the caller.
    abort();
  }
  if ((options & kIOSurfaceLockReadOnly) == 0) {
    object(surface)->_seed++;
  }
  if (seed != NULL) {
    *seed = object(surface)->_seed;
  }
  return 0;
}

IOSurfaceID IOSurfaceGetID(IOSurfaceRef surface) {
  return object(surface)->_number;
}

/// Memory of a surface that nobody has locked may not be there.
void *IOSurfaceGetBaseAddress(IOSurfaceRef surface) {
  return object(surface)->_locks > 0 ? object(surface)->_bytes : NULL;
}

size_t IOSurfaceGetAllocSize(IOSurfaceRef surface) {
  return object(surface)->_allocated;
}

size_t IOSurfaceGetBytesPerRow(IOSurfaceRef surface) {
  return object(surface)->_rowBytes;
}

size_t IOSurfaceGetBytesPerElement(IOSurfaceRef surface) {
  return object(surface)->_elementBytes;
}

size_t IOSurfaceGetWidth(IOSurfaceRef surface) {
  return object(surface)->_width;
}

size_t IOSurfaceGetHeight(IOSurfaceRef surface) {
  return object(surface)->_height;
}

uint32_t IOSurfaceGetPixelFormat(IOSurfaceRef surface) {
  return object(surface)->_format;
}

uint32_t IOSurfaceGetSeed(IOSurfaceRef surface) {
  return object(surface)->_seed;
}

size_t IOSurfaceGetPlaneCount(IOSurfaceRef surface) {
  return 0;
}
