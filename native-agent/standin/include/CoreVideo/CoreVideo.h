/// The part of Core Video that the helper uses: making and clearing pixel buffers.
///
/// Declared after https://developer.apple.com/documentation/corevideo; the values of the formats
/// are the four characters of
/// https://developer.apple.com/documentation/corevideo/pixel-format-identifiers.
#ifndef ANO_STANDIN_COREVIDEO_H
#define ANO_STANDIN_COREVIDEO_H

#import <CoreFoundation/CoreFoundation.h>
#import <IOSurface/IOSurface.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef __MACTYPES__
typedef uint32_t OSType;
typedef unsigned char Boolean;
#endif
typedef int32_t CVReturn;
typedef uint64_t CVOptionFlags;

enum {
  kCVReturnSuccess = 0,
  kCVReturnError = -6660,
  kCVReturnInvalidArgument = -6661,
  kCVReturnAllocationFailed = -6662,
  kCVReturnUnsupported = -6663,
  kCVReturnInvalidPixelFormat = -6680,
  kCVReturnInvalidSize = -6681,
  kCVReturnInvalidPixelBufferAttributes = -6682
};

enum {
  kCVPixelFormatType_32ARGB = 0x00000020,
  kCVPixelFormatType_32BGRA = 'BGRA',
  kCVPixelFormatType_32ABGR = 'ABGR',
  kCVPixelFormatType_32RGBA = 'RGBA',
  kCVPixelFormatType_24RGB = 0x00000018,
  kCVPixelFormatType_24BGR = '24BG',
  kCVPixelFormatType_64ARGB = 'b64a',
  kCVPixelFormatType_64RGBAHalf = 'RGhA',
  kCVPixelFormatType_128RGBAFloat = 'RGfA',
  kCVPixelFormatType_16Gray = 'b16g',
  kCVPixelFormatType_OneComponent8 = 'L008',
  kCVPixelFormatType_OneComponent16 = 'L016',
  kCVPixelFormatType_OneComponent16Half = 'L00h',
  kCVPixelFormatType_OneComponent32Float = 'L00f',
  kCVPixelFormatType_TwoComponent8 = '2C08',
  kCVPixelFormatType_TwoComponent16 = '2C16',
  kCVPixelFormatType_420YpCbCr8Planar = 'y420',
  kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange = '420v',
  kCVPixelFormatType_420YpCbCr8BiPlanarFullRange = '420f'
};

typedef uint64_t CVPixelBufferLockFlags;
enum { kCVPixelBufferLock_ReadOnly = 0x00000001 };

typedef struct __CVBuffer *CVBufferRef;
typedef CVBufferRef CVImageBufferRef;
typedef CVImageBufferRef CVPixelBufferRef;

extern const CFStringRef kCVPixelBufferIOSurfacePropertiesKey;
extern const CFStringRef kCVPixelBufferMetalCompatibilityKey;

CVReturn CVPixelBufferCreate(CFAllocatorRef allocator, size_t width, size_t height, OSType format,
                             CFDictionaryRef attributes, CVPixelBufferRef *buffer);
CVPixelBufferRef CVPixelBufferRetain(CVPixelBufferRef buffer);
void CVPixelBufferRelease(CVPixelBufferRef buffer);

CVReturn CVPixelBufferLockBaseAddress(CVPixelBufferRef buffer, CVPixelBufferLockFlags flags);
CVReturn CVPixelBufferUnlockBaseAddress(CVPixelBufferRef buffer, CVPixelBufferLockFlags flags);

size_t CVPixelBufferGetWidth(CVPixelBufferRef buffer);
size_t CVPixelBufferGetHeight(CVPixelBufferRef buffer);
OSType CVPixelBufferGetPixelFormatType(CVPixelBufferRef buffer);
void *CVPixelBufferGetBaseAddress(CVPixelBufferRef buffer);
size_t CVPixelBufferGetBytesPerRow(CVPixelBufferRef buffer);
size_t CVPixelBufferGetDataSize(CVPixelBufferRef buffer);
Boolean CVPixelBufferIsPlanar(CVPixelBufferRef buffer);
size_t CVPixelBufferGetPlaneCount(CVPixelBufferRef buffer);
size_t CVPixelBufferGetWidthOfPlane(CVPixelBufferRef buffer, size_t plane);
size_t CVPixelBufferGetHeightOfPlane(CVPixelBufferRef buffer, size_t plane);
void *CVPixelBufferGetBaseAddressOfPlane(CVPixelBufferRef buffer, size_t plane);
size_t CVPixelBufferGetBytesPerRowOfPlane(CVPixelBufferRef buffer, size_t plane);
IOSurfaceRef CVPixelBufferGetIOSurface(CVPixelBufferRef buffer);

#ifdef __cplusplus
}
#endif

#endif
