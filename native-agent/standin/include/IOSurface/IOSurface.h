/// The part of IOSurface that the helper uses: reading memory that it did not allocate.
///
/// Declared after https://developer.apple.com/documentation/iosurface; the values of the lock
/// options after https://developer.apple.com/documentation/iosurface/iosurfacelockoptions.
#ifndef ANO_STANDIN_IOSURFACE_H
#define ANO_STANDIN_IOSURFACE_H

#import <CoreFoundation/CoreFoundation.h>
#import <Foundation/Foundation.h>

#include <stddef.h>
#include <stdint.h>

NS_ASSUME_NONNULL_BEGIN

/// On a Mac an IOSurfaceRef and an IOSurface are the same object.
typedef struct __IOSurface *IOSurfaceRef;
typedef uint32_t IOSurfaceID;

typedef NS_OPTIONS(uint32_t, IOSurfaceLockOptions) {
  kIOSurfaceLockReadOnly = 0x00000001,
  kIOSurfaceLockAvoidSync = 0x00000002
};

#ifdef __cplusplus
extern "C" {
#endif

/// Both return kIOReturnSuccess (0) or an error of the kernel.
int IOSurfaceLock(IOSurfaceRef surface, IOSurfaceLockOptions options, uint32_t *_Nullable seed);
int IOSurfaceUnlock(IOSurfaceRef surface, IOSurfaceLockOptions options, uint32_t *_Nullable seed);

IOSurfaceID IOSurfaceGetID(IOSurfaceRef surface);
void *IOSurfaceGetBaseAddress(IOSurfaceRef surface);
size_t IOSurfaceGetAllocSize(IOSurfaceRef surface);
size_t IOSurfaceGetBytesPerRow(IOSurfaceRef surface);
size_t IOSurfaceGetBytesPerElement(IOSurfaceRef surface);
size_t IOSurfaceGetWidth(IOSurfaceRef surface);
size_t IOSurfaceGetHeight(IOSurfaceRef surface);
uint32_t IOSurfaceGetPixelFormat(IOSurfaceRef surface);
uint32_t IOSurfaceGetSeed(IOSurfaceRef surface);
size_t IOSurfaceGetPlaneCount(IOSurfaceRef surface);

#ifdef __cplusplus
}
#endif

typedef NSString *IOSurfacePropertyKey;
extern IOSurfacePropertyKey const IOSurfacePropertyKeyWidth;
extern IOSurfacePropertyKey const IOSurfacePropertyKeyHeight;
extern IOSurfacePropertyKey const IOSurfacePropertyKeyBytesPerElement;
extern IOSurfacePropertyKey const IOSurfacePropertyKeyBytesPerRow;
extern IOSurfacePropertyKey const IOSurfacePropertyKeyAllocSize;
extern IOSurfacePropertyKey const IOSurfacePropertyKeyPixelFormat;

/// Memory that processes and engines share.
@interface IOSurface : NSObject {
 @public
  size_t _width;
  size_t _height;
  size_t _elementBytes;
  size_t _rowBytes;
  size_t _allocated;
  uint32_t _format;
  IOSurfaceID _number;
  void *_bytes;
  int _locks;
  uint32_t _seed;
}

- (nullable instancetype)initWithProperties:(NSDictionary<IOSurfacePropertyKey, id> *)properties;

@property(readonly) NSInteger allocationSize;
@property(readonly) NSInteger width;
@property(readonly) NSInteger height;
@property(readonly) void *baseAddress;
@property(readonly) NSInteger bytesPerRow;
@property(readonly) NSInteger bytesPerElement;

@end

NS_ASSUME_NONNULL_END

#endif
