/// Names and macros of Foundation, and its functions.
///
/// Pages: foundation/object-runtime, foundation/nsrange, foundation/nsstringfromclass(_:).
#import <objc/NSObject.h>
#import <objc/objc.h>
#import <os/availability.h>

#import <CoreFoundation/CoreFoundation.h>

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NS_ASSUME_NONNULL_BEGIN _Pragma("clang assume_nonnull begin")
#define NS_ASSUME_NONNULL_END _Pragma("clang assume_nonnull end")
#ifndef NS_ENUM
#define NS_ENUM(TYPE, NAME) \
  enum NAME : TYPE NAME;    \
  enum NAME : TYPE
#endif
#ifndef NS_OPTIONS
#define NS_OPTIONS(TYPE, NAME) \
  enum NAME : TYPE NAME;       \
  enum __attribute__((flag_enum)) NAME : TYPE
#endif
#ifndef NS_NOESCAPE
#define NS_NOESCAPE __attribute__((noescape))
#endif
#define NS_FORMAT_FUNCTION(FORMAT, FIRST) __attribute__((format(__NSString__, FORMAT, FIRST)))
#define NS_REQUIRES_NIL_TERMINATION __attribute__((sentinel(0, 1)))
#ifndef NSIntegerMax
#define NSIntegerMax LONG_MAX
#define NSUIntegerMax ULONG_MAX
#endif
#undef MIN
#undef MAX
#define MIN(A, B) ((A) < (B) ? (A) : (B))
#define MAX(A, B) ((A) < (B) ? (B) : (A))

static const NSInteger NSNotFound = NSIntegerMax;

typedef struct _NSZone NSZone;
typedef unsigned short unichar;
typedef double NSTimeInterval;

typedef struct _NSRange {
  NSUInteger location;
  NSUInteger length;
} NSRange;

static inline NSRange NSMakeRange(NSUInteger location, NSUInteger length) {
  NSRange range = {location, length};
  return range;
}

typedef NS_ENUM(NSInteger, NSComparisonResult) {
  NSOrderedAscending = -1L,
  NSOrderedSame,
  NSOrderedDescending
};

@class NSString, NSMethodSignature, NSInvocation, NSCoder;

@protocol NSCopying

- (id)copyWithZone:(NSZone *)zone;

@end

typedef struct {
  unsigned long state;
  id __unsafe_unretained *itemsPtr;
  unsigned long *mutationsPtr;
  unsigned long extra[5];
} NSFastEnumerationState;

@protocol NSFastEnumeration

- (NSUInteger)countByEnumeratingWithState:(NSFastEnumerationState *)state
                                  objects:(id __unsafe_unretained[])buffer
                                    count:(NSUInteger)length;

@end

@interface NSObject (Foundation)

- (id)valueForKey:(NSString *)key;
- (void)setValue:(id)value forKey:(NSString *)key;

@end

NSString *NSStringFromClass(Class class);
NSString *NSStringFromSelector(SEL selector);
Class NSClassFromString(NSString *name);
SEL NSSelectorFromString(NSString *name);
void NSLog(NSString *format, ...) NS_FORMAT_FUNCTION(1, 2);
