/// Availability marks: real for the lint, whose target is a Mac, nothing elsewhere.
#ifdef __APPLE__
#include <os/availability.h>
#elif !defined(API_AVAILABLE)
#define API_AVAILABLE(...)
#endif

// GNUstep's Foundation lacks it.
#ifndef NS_NOESCAPE
#define NS_NOESCAPE
#endif
