#import "ANORead.h"

#import <objc/runtime.h>
#include <stdlib.h>
#include <string.h>

/// Returns the method, and the first letter of what it returns with qualifiers skipped.
static Method getterOf(id target, SEL getter, char *type) {
  Method method = target ? class_getInstanceMethod(object_getClass(target), getter) : NULL;
  if (!method) {
    return NULL;
  }
  char *encoding = method_copyReturnType(method);
  *type = encoding ? encoding[strspn(encoding, "rnNoORV")] : 0;
  free(encoding);
  return method;
}

id ANOReadObject(id target, SEL getter) {
  @try {
    char type = 0;
    Method method = getterOf(target, getter, &type);
    if (method && (type == '@' || type == '#')) {
      return ((id(*)(id, SEL))method_getImplementation(method))(target, getter);
    }
  } @catch (NSException *exception) {
  }
  return nil;
}

BOOL ANOReadInteger(id target, SEL getter, long long *value) {
  @try {
    char type = 0;
    Method method = getterOf(target, getter, &type);
    IMP call = method ? method_getImplementation(method) : NULL;
    switch (type) {
      case 'B':
        *value = ((_Bool(*)(id, SEL))call)(target, getter);
        return YES;
      case 'c':
        *value = ((signed char (*)(id, SEL))call)(target, getter);
        return YES;
      case 'C':
        *value = ((unsigned char (*)(id, SEL))call)(target, getter);
        return YES;
      case 'i':
        *value = ((int (*)(id, SEL))call)(target, getter);
        return YES;
      case 'I':
        *value = ((unsigned int (*)(id, SEL))call)(target, getter);
        return YES;
      case 'l':
      case 'L':
        *value = ((long (*)(id, SEL))call)(target, getter);
        return YES;
      case 'q':
      case 'Q':
        *value = ((long long (*)(id, SEL))call)(target, getter);
        return YES;
      default:
        return NO;
    }
  } @catch (NSException *exception) {
    return NO;
  }
}

id ANOAs(Class kind, id object) {
  return [object isKindOfClass:kind] ? object : nil;
}
