/// The part of IOKit that the helper uses, for the lint only: reading one property of one device.
///
/// Declared after https://developer.apple.com/documentation/iokit/iokitlib_h.
#ifndef ANO_LINT_IOKITLIB_H
#define ANO_LINT_IOKITLIB_H

#include <CoreFoundation/CoreFoundation.h>
#include <mach/mach.h>
#include <os/availability.h>
#include <stdint.h>

typedef mach_port_t io_object_t;
typedef io_object_t io_registry_entry_t;
typedef io_object_t io_service_t;
typedef uint32_t IOOptionBits;

enum { IO_OBJECT_NULL = 0 };

extern const mach_port_t kIOMainPortDefault API_AVAILABLE(macos(12.0));

/// The caller owns the dictionary; IOServiceGetMatchingService takes it.
CFMutableDictionaryRef IOServiceMatching(const char *name);
io_service_t IOServiceGetMatchingService(mach_port_t mainPort, CFDictionaryRef matching);
CFTypeRef IORegistryEntryCreateCFProperty(io_registry_entry_t entry, CFStringRef key,
                                          CFAllocatorRef allocator, IOOptionBits options);
kern_return_t IOObjectRelease(io_object_t object);

#endif
