/// The few names of Core Foundation that stand in the signatures of Core Video and IOSurface.
///
/// Declared after https://developer.apple.com/documentation/corefoundation.
#ifndef ANO_STANDIN_COREFOUNDATION_H
#define ANO_STANDIN_COREFOUNDATION_H

typedef const void *CFTypeRef;
typedef const struct __CFAllocator *CFAllocatorRef;
typedef const struct __CFDictionary *CFDictionaryRef;
typedef const struct __CFString *CFStringRef;
typedef unsigned long CFTypeID;

#ifdef __cplusplus
extern "C" {
#endif

extern const CFAllocatorRef kCFAllocatorDefault;
CFTypeRef CFRetain(CFTypeRef object);
void CFRelease(CFTypeRef object);

#ifdef __cplusplus
}
#endif

#endif
