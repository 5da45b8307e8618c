#import "ANOCallerStack.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <string.h>

// Names of C++ templates can be very long, and a line on the wire cannot.
enum { deepest = 96, longestName = 400 };

/// Parts of symbols that only one runtime has, plain and as C++ compilers write them.
static const char *const e5Marks[] = {"E5RT", "MLE5", "e5rt_", "EvaluateANERequest"};
static const char *const classicMarks[] = {
    "ANERuntimeEngine", "Espresso::",    "_ZN8Espresso",          "_ZNK8Espresso",
    "espresso_",        "EspressoLight", "MLNeuralNetworkEngine", "MLProgramEngine"};

static BOOL hasMark(const char *name, const char *const *marks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (strstr(name, marks[i])) {
      return YES;
    }
  }
  return NO;
}

static NSString *nameOf(void *address) {
  Dl_info info;
  // A return address may be the first one of the next function.
  if (!dladdr((char *)address - 1, &info)) {
    return [NSString stringWithFormat:@"%p", address];
  }
  const char *file = info.dli_fname ? info.dli_fname : "?";
  const char *slash = strrchr(file, '/');
  NSString *name =
      [NSString stringWithUTF8String:info.dli_sname ? info.dli_sname : (slash ? slash + 1 : file)];
  if (!name) {
    return @"?";
  }
  return [name length] > longestName ? [name substringToIndex:longestName] : name;
}

/// Whether the address lies in the image that holds this function.
static BOOL isOwn(void *address) {
  Dl_info info;
  Dl_info own;
  return dladdr((char *)address - 1, &info) && dladdr((void *)ANOCallerStack, &own) &&
         info.dli_fbase == own.dli_fbase;
}

NSArray<NSString *> *ANOCallerStack(void) {
  void *addresses[deepest];
  int count = backtrace(addresses, deepest);
  NSMutableArray *names = [NSMutableArray arrayWithCapacity:(NSUInteger)MAX(count, 0)];
  // The innermost frames are the hook's own; below them every frame is told, ours as well.
  int first = 0;
  while (first < count && isOwn(addresses[first])) {
    first++;
  }
  for (int i = first; i < count; i++) {
    [names addObject:nameOf(addresses[i])];
  }
  return names;
}

NSString *ANOCallerEngine(NSArray<NSString *> *stack) {
  for (NSString *frame in stack) {
    const char *name = [frame UTF8String];
    if (hasMark(name, e5Marks, sizeof(e5Marks) / sizeof(*e5Marks))) {
      return @"E5";
    }
    if (hasMark(name, classicMarks, sizeof(classicMarks) / sizeof(*classicMarks))) {
      return @"CLASSIC";
    }
  }
  return @"UNKNOWN";
}
