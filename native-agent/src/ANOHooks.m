#import "ANOHooks.h"

#import "ANOCallerStack.h"
#import "ANOHookEncoding.h"

#include <dlfcn.h>
#import <objc/runtime.h>
#include <stdlib.h>

#ifdef __APPLE__
// No such file exists: it is in the shared cache, and dlopen knows it by this name.
static const char *const frameworkPath =
    "/System/Library/PrivateFrameworks/AppleNeuralEngine.framework/AppleNeuralEngine";
#else
static const char *const frameworkPath = "libAppleNeuralEngine.so";
#endif

/// What became of one row.
typedef struct {
  ANOHookStatus status;
  IMP original;
  NSString *encoding;
} InstalledHook;

static InstalledHook installed[ANOHookCount];

IMP ANOHookOriginal(ANOHook hook) {
  return installed[hook].original;
}

/// Returns the method only where the class itself has it, not where it inherits it.
static Method ownMethod(Class class, SEL selector) {
  unsigned int count = 0;
  Method *methods = class_copyMethodList(class, &count);
  Method own = NULL;
  for (unsigned int i = 0; i < count && !own; i++) {
    if (sel_isEqual(method_getName(methods[i]), selector)) {
      own = methods[i];
    }
  }
  free(methods);
  return own;
}

ANOHookStatus ANOHookInstallRow(const ANOHookRow *row, IMP *original, NSString **encoding) {
  Class class = (Class)objc_getClass(row->className);
  SEL selector = sel_registerName(row->selector);
  Method method = class ? class_getInstanceMethod(class, selector) : NULL;
  const char *types = method ? method_getTypeEncoding(method) : NULL;
  if (!types) {
    return ANOHookStatusMissing;
  }
  if (!ANOEncodingMatches(types, row->encoding)) {
    *encoding = ANOEncodingWithoutOffsets(types);
    return ANOHookStatusTypeMismatch;
  }
  *original = method_getImplementation(method);
  Method own = ownMethod(class, selector);
  if (own) {
    method_setImplementation(own, row->replacement);
    return ANOHookStatusInstalled;
  }
  // Replacing an inherited method in place would hook the class above, and all others under it.
  return class_addMethod(class, selector, row->replacement, types) ? ANOHookStatusInstalled
                                                                   : ANOHookStatusMissing;
}

BOOL ANOHookRowIsInPlace(const ANOHookRow *row) {
  Class class = (Class)objc_getClass(row->className);
  Method method = class ? class_getInstanceMethod(class, sel_registerName(row->selector)) : NULL;
  return method != NULL && method_getImplementation(method) == row->replacement;
}

static NSString *statusName(ANOHookStatus status) {
  switch (status) {
    case ANOHookStatusInstalled:
      return @"INSTALLED";
    case ANOHookStatusTypeMismatch:
      return @"TYPE_MISMATCH";
    case ANOHookStatusMissing:
      return @"MISSING";
  }
  return nil;
}

@implementation ANOHooks

+ (void)install {
  @synchronized(self) {
    static BOOL done = NO;
    if (done) {
      return;
    }
    done = YES;
    // Stays open: its classes must never go.
    dlopen(frameworkPath, RTLD_NOW);
    for (ANOHook hook = 0; hook < ANOHookCount; hook++) {
      InstalledHook *slot = &installed[hook];
      slot->status = ANOHookInstallRow(&ANOHookTable[hook], &slot->original, &slot->encoding);
      [slot->encoding retain];
    }
    // The first walk of a stack may load a library, which no measured prediction should pay for.
    ANOCallerStack();
  }
}

+ (NSArray<NSDictionary<NSString *, id> *> *)rows {
  NSMutableArray *rows = [NSMutableArray arrayWithCapacity:ANOHookCount];
  for (ANOHook hook = 0; hook < ANOHookCount; hook++) {
    const ANOHookRow *row = &ANOHookTable[hook];
    NSMutableDictionary *fields = [NSMutableDictionary dictionary];
    [fields setObject:[NSString stringWithUTF8String:row->className] forKey:@"class"];
    [fields setObject:[NSString stringWithUTF8String:row->selector] forKey:@"selector"];
    [fields setObject:[NSNumber numberWithBool:row->required] forKey:@"required"];
    [fields setObject:statusName(installed[hook].status) forKey:@"status"];
    if (installed[hook].encoding) {
      [fields setObject:installed[hook].encoding forKey:@"encoding"];
    }
    [rows addObject:fields];
  }
  return rows;
}

+ (BOOL)intact {
  for (ANOHook hook = 0; hook < ANOHookCount; hook++) {
    const ANOHookRow *row = &ANOHookTable[hook];
    if (installed[hook].status == ANOHookStatusInstalled ? !ANOHookRowIsInPlace(row)
                                                         : row->required) {
      return NO;
    }
  }
  return YES;
}

@end
