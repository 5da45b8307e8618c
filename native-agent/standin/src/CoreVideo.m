#import <CoreVideo/CoreVideo.h>

#include <stdlib.h>

const CFAllocatorRef kCFAllocatorDefault = NULL;
const CFStringRef kCVPixelBufferIOSurfacePropertiesKey =
    (CFStringRef)(const void *)@"IOSurfaceProperties";
const CFStringRef kCVPixelBufferMetalCompatibilityKey =
    (CFStringRef)(const void *)@"MetalCompatibility";

enum { MaximumPlanes = 2, RowAlignment = 64 };

struct StandinPlane {
  size_t width;
  size_t height;
  size_t rowBytes;
  size_t offset;
};

/// A pixel buffer: an object, so that Core Foundation's retain and release serve it too.
@interface StandinPixelBuffer : NSObject {
 @public
  OSType _format;
  size_t _planes;
  struct StandinPlane _plane[MaximumPlanes];
  size_t _size;
  unsigned char *_bytes;
  int _locks;
}
@end

@implementation StandinPixelBuffer

- (void)dealloc {
  free(_bytes);
  [super dealloc];
}

@end

static StandinPixelBuffer *object(CVPixelBufferRef buffer) {
  return (StandinPixelBuffer *)(void *)buffer;
}

CFTypeRef CFRetain(CFTypeRef object) {
  return [(id)(void *)object retain];
}

void CFRelease(CFTypeRef object) {
  [(id)(void *)object release];
}

/// Bytes a pixel of the first plane; 0 for a format that is not known.
static size_t pixelBytes(OSType format) {
  switch (format) {
    case kCVPixelFormatType_OneComponent8:
    case kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange:
    case kCVPixelFormatType_420YpCbCr8BiPlanarFullRange:
      return 1;
    case kCVPixelFormatType_OneComponent16:
    case kCVPixelFormatType_OneComponent16Half:
    case kCVPixelFormatType_16Gray:
    case kCVPixelFormatType_TwoComponent8:
      return 2;
    case kCVPixelFormatType_24RGB:
    case kCVPixelFormatType_24BGR:
      return 3;
    case kCVPixelFormatType_32ARGB:
    case kCVPixelFormatType_32BGRA:
    case kCVPixelFormatType_32ABGR:
    case kCVPixelFormatType_32RGBA:
    case kCVPixelFormatType_OneComponent32Float:
    case kCVPixelFormatType_TwoComponent16:
      return 4;
    case kCVPixelFormatType_64ARGB:
    case kCVPixelFormatType_64RGBAHalf:
      return 8;
    case kCVPixelFormatType_128RGBAFloat:
      return 16;
    default:
      return 0;
  }
}

static BOOL hasTwoPlanes(OSType format) {
  return format == kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange ||
         format == kCVPixelFormatType_420YpCbCr8BiPlanarFullRange;
}

static void addPlane(StandinPixelBuffer *buffer, size_t width, size_t height, size_t bytes) {
  struct StandinPlane *plane = &buffer->_plane[buffer->_planes++];
  plane->width = width;
  plane->height = height;
  plane->rowBytes = (width * bytes + RowAlignment - 1) / RowAlignment * RowAlignment;
  plane->offset = buffer->_size;
  buffer->_size += plane->rowBytes * height;
}

CVReturn CVPixelBufferCreate(CFAllocatorRef allocator, size_t width, size_t height, OSType format,
                             CFDictionaryRef attributes, CVPixelBufferRef *made) {
  if (made == NULL) {
    return kCVReturnInvalidArgument;
  }
  if (pixelBytes(format) == 0) {
    return kCVReturnInvalidPixelFormat;
  }
  if (width == 0 || height == 0 || width > 65536 || height > 65536) {
    return kCVReturnInvalidSize;
  }
  StandinPixelBuffer *buffer = [StandinPixelBuffer new];
  buffer->_format = format;
  addPlane(buffer, width, height, pixelBytes(format));
  if (hasTwoPlanes(format)) {
    addPlane(buffer, (width + 1) / 2, (height + 1) / 2, 2);
  }
  buffer->_bytes = malloc(buffer->_size);
  if (buffer->_bytes == NULL) {
    [buffer release];
    return kCVReturnAllocationFailed;
  }
  // Nobody promises that the memory is zero.
  memset(buffer->_bytes, 0xa5, buffer->_size);
  *made = (CVPixelBufferRef)(void *)buffer;
  return kCVReturnSuccess;
}

CVPixelBufferRef CVPixelBufferRetain(CVPixelBufferRef buffer) {
  [object(buffer) retain];
  return buffer;
}

void CVPixelBufferRelease(CVPixelBufferRef buffer) {
  [object(buffer) release];
}

CVReturn CVPixelBufferLockBaseAddress(CVPixelBufferRef buffer, CVPixelBufferLockFlags flags) {
  object(buffer)->_locks++;
  return kCVReturnSuccess;
}

CVReturn CVPixelBufferUnlockBaseAddress(CVPixelBufferRef buffer, CVPixelBufferLockFlags flags) {
  if (object(buffer)->_locks == 0) {
    return kCVReturnInvalidArgument;
  }
  object(buffer)->_locks--;
  return kCVReturnSuccess;
}

size_t CVPixelBufferGetWidth(CVPixelBufferRef buffer) {
  return object(buffer)->_plane[0].width;
}

size_t CVPixelBufferGetHeight(CVPixelBufferRef buffer) {
  return object(buffer)->_plane[0].height;
}

OSType CVPixelBufferGetPixelFormatType(CVPixelBufferRef buffer) {
  return object(buffer)->_format;
}

/// NULL for a buffer that nobody has locked, and for planar formats the address of no pixel.
void *CVPixelBufferGetBaseAddress(CVPixelBufferRef buffer) {
  return object(buffer)->_locks > 0 && object(buffer)->_planes == 1 ? object(buffer)->_bytes : NULL;
}

size_t CVPixelBufferGetBytesPerRow(CVPixelBufferRef buffer) {
  return object(buffer)->_plane[0].rowBytes;
}

size_t CVPixelBufferGetDataSize(CVPixelBufferRef buffer) {
  return object(buffer)->_size;
}

Boolean CVPixelBufferIsPlanar(CVPixelBufferRef buffer) {
  return object(buffer)->_planes > 1;
}

size_t CVPixelBufferGetPlaneCount(CVPixelBufferRef buffer) {
  return object(buffer)->_planes > 1 ? object(buffer)->_planes : 0;
}

size_t CVPixelBufferGetWidthOfPlane(CVPixelBufferRef buffer, size_t plane) {
  return plane < object(buffer)->_planes ? object(buffer)->_plane[plane].width : 0;
}

size_t CVPixelBufferGetHeightOfPlane(CVPixelBufferRef buffer, size_t plane) {
  return plane < object(buffer)->_planes ? object(buffer)->_plane[plane].height : 0;
}

void *CVPixelBufferGetBaseAddressOfPlane(CVPixelBufferRef buffer, size_t plane) {
  StandinPixelBuffer *pixels = object(buffer);
  if (pixels->_locks == 0 || plane >= pixels->_planes) {
    return NULL;
  }
  return pixels->_bytes + pixels->_plane[plane].offset;
}

size_t CVPixelBufferGetBytesPerRowOfPlane(CVPixelBufferRef buffer, size_t plane) {
  return plane < object(buffer)->_planes ? object(buffer)->_plane[plane].rowBytes : 0;
}

IOSurfaceRef CVPixelBufferGetIOSurface(CVPixelBufferRef buffer) {
  return NULL;
}
