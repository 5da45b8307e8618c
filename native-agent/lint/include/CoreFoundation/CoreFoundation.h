/// The part of Core Foundation that the helper uses, for the lint only.
///
/// Declared after https://developer.apple.com/documentation/corefoundation.
#ifndef ANO_LINT_COREFOUNDATION_H
#define ANO_LINT_COREFOUNDATION_H

typedef const void *CFTypeRef;
typedef const struct __CFAllocator *CFAllocatorRef;
typedef const struct __CFDictionary *CFDictionaryRef;
typedef struct __CFDictionary *CFMutableDictionaryRef;
typedef const struct __CFString *CFStringRef;
typedef unsigned long CFTypeID;

extern const CFAllocatorRef kCFAllocatorDefault;
CFTypeRef CFRetain(CFTypeRef object);
void CFRelease(CFTypeRef object);
CFTypeID CFGetTypeID(CFTypeRef object);
CFTypeID CFDictionaryGetTypeID(void);

#define CFSTR(text) ((CFStringRef)__builtin___CFStringMakeConstantString("" text ""))

#endif
