#import "ANOInputsImage.h"

#include <ctype.h>
#include <string.h>

NSString *ANOFourCharacters(OSType code) {
  unsigned char letters[] = {code >> 24 & 0xff, code >> 16 & 0xff, code >> 8 & 0xff, code & 0xff};
  for (size_t i = 0; i < sizeof(letters); i++) {
    if (!isprint(letters[i])) {
      return [NSString stringWithFormat:@"%u", code];
    }
  }
  return [NSString stringWithFormat:@"%c%c%c%c", letters[0], letters[1], letters[2], letters[3]];
}

/// The buffer comes with whatever the memory held before.
static CVReturn clear(CVPixelBufferRef buffer) {
  CVReturn locked = CVPixelBufferLockBaseAddress(buffer, 0);
  if (locked != kCVReturnSuccess) {
    return locked;
  }
  if (CVPixelBufferIsPlanar(buffer)) {
    for (size_t plane = 0; plane < CVPixelBufferGetPlaneCount(buffer); plane++) {
      memset(CVPixelBufferGetBaseAddressOfPlane(buffer, plane), 0,
             CVPixelBufferGetBytesPerRowOfPlane(buffer, plane) *
                 CVPixelBufferGetHeightOfPlane(buffer, plane));
    }
  } else {
    memset(CVPixelBufferGetBaseAddress(buffer), 0,
           CVPixelBufferGetBytesPerRow(buffer) * CVPixelBufferGetHeight(buffer));
  }
  return CVPixelBufferUnlockBaseAddress(buffer, 0);
}

MLFeatureValue *ANOBlankImage(size_t width, size_t height, OSType pixelFormat, NSString **problem) {
  *problem = nil;
  CVPixelBufferRef buffer = NULL;
  CVReturn made =
      CVPixelBufferCreate(kCFAllocatorDefault, width, height, pixelFormat, NULL, &buffer);
  if (made == kCVReturnSuccess && buffer) {
    made = clear(buffer);
  }
  MLFeatureValue *value = nil;
  if (made == kCVReturnSuccess && buffer) {
    value = [MLFeatureValue featureValueWithPixelBuffer:buffer];
  } else {
    *problem = [NSString
        stringWithFormat:@"Core Video makes no image of pixel format %@, width %lu, height %lu "
                         @"(error %d)",
                         ANOFourCharacters(pixelFormat), (unsigned long)width,
                         (unsigned long)height, made];
  }
  CVPixelBufferRelease(buffer);
  return value;
}
