#import "StandinClasses.h"

#import "StandinScript.h"

#import <objc/runtime.h>

/// GCC's runtime has no way to take a method from a class; this is how its lists look inside.
struct StandinMethodEntry {
  SEL name;
  const char *types;
  IMP implementation;
};

static NSArray *entries(NSString *property) {
  return StandinTyped([StandinMachineScript() objectForKey:property], [NSArray class]);
}

BOOL StandinLacks(NSString *className, NSString *selector) {
  for (NSDictionary *entry in entries(@"missing")) {
    NSString *method = [entry objectForKey:@"selector"];
    if ([[entry objectForKey:@"class"] isEqual:className] &&
        (selector == nil ? method == nil : [selector isEqual:method])) {
      return YES;
    }
  }
  return NO;
}

static const char *_Nullable otherTypes(NSString *className, NSString *selector) {
  for (NSDictionary *entry in entries(@"encodings")) {
    if ([[entry objectForKey:@"class"] isEqual:className] &&
        [[entry objectForKey:@"selector"] isEqual:selector]) {
      // Kept for ever, as the runtime keeps the types of compiled methods.
      return strdup([[entry objectForKey:@"encoding"] UTF8String]);
    }
  }
  return NULL;
}

static NSMutableDictionary *originals(void) {
  static NSMutableDictionary *table;
  if (table == nil) {
    table = [NSMutableDictionary new];
  }
  return table;
}

static NSString *methodKey(NSString *className, NSString *selector) {
  return [NSString stringWithFormat:@"%@ %@", className, selector];
}

static void copyMethods(Class from, Class to, NSString *name, NSSet *except) {
  unsigned int count = 0;
  Method *methods = class_copyMethodList(from, &count);
  for (unsigned int i = 0; i < count; i++) {
    SEL selector = method_getName(methods[i]);
    NSString *text = NSStringFromSelector(selector);
    if (StandinLacks(name, text) || [except containsObject:text]) {
      continue;
    }
    IMP implementation = method_getImplementation(methods[i]);
    const char *types = otherTypes(name, text) ?: method_getTypeEncoding(methods[i]);
    class_addMethod(to, selector, implementation, types);
    [originals() setObject:[NSValue valueWithPointer:(void *)implementation]
                    forKey:methodKey(name, text)];
  }
  free(methods);
}

static void copyVariables(Class from, Class to) {
  unsigned int count = 0;
  Ivar *variables = class_copyIvarList(from, &count);
  for (unsigned int i = 0; i < count; i++) {
    const char *types = ivar_getTypeEncoding(variables[i]);
    NSUInteger size = 0;
    NSUInteger alignment = 0;
    NSGetSizeAndAlignment(types, &size, &alignment);
    class_addIvar(to, ivar_getName(variables[i]), size, (unsigned char)__builtin_ctzl(alignment),
                  types);
  }
  free(variables);
}

/// The compiled methods know the variables by their offsets.
static void checkVariables(Class from, Class to) {
  unsigned int count = 0;
  Ivar *variables = class_copyIvarList(from, &count);
  for (unsigned int i = 0; i < count; i++) {
    Ivar copy = class_getInstanceVariable(to, ivar_getName(variables[i]));
    if (copy == NULL || ivar_getOffset(copy) != ivar_getOffset(variables[i])) {
      abort();
    }
  }
  free(variables);
}

void StandinPublishClass(NSString *name, NSSet *except) {
  if (StandinLacks(name, nil)) {
    return;
  }
  Class model = objc_getClass([[@"ANOStandin" stringByAppendingString:name] UTF8String]);
  Class made = objc_allocateClassPair(class_getSuperclass(model), [name UTF8String], 0);
  if (model == Nil || made == Nil) {
    abort();
  }
  copyVariables(model, made);
  copyMethods(model, made, name, except);
  copyMethods(object_getClass(model), object_getClass(made), name, except);
  objc_registerClassPair(made);
  checkVariables(model, made);
}

static void alter(Class class, NSString *name) {
  unsigned int count = 0;
  Method *methods = class_copyMethodList(class, &count);
  for (unsigned int i = 0; i < count; i++) {
    NSString *selector = NSStringFromSelector(method_getName(methods[i]));
    struct StandinMethodEntry *entry = (struct StandinMethodEntry *)methods[i];
    const char *types = otherTypes(name, selector);
    if (types != NULL) {
      entry->types = types;
    }
    if (StandinLacks(name, selector)) {
      entry->name = sel_registerName("standinLacksThisMethod");
    }
  }
  free(methods);
}

void StandinAlterClass(NSString *name) {
  Class class = objc_getClass([name UTF8String]);
  alter(class, name);
  alter(object_getClass(class), name);
}

void StandinRestoreMethod(NSString *className, NSString *selector) {
  NSValue *original = [originals() objectForKey:methodKey(className, selector)];
  Method method = class_getInstanceMethod(objc_getClass([className UTF8String]),
                                          NSSelectorFromString(selector));
  if (original != nil && method != NULL) {
    method_setImplementation(method, (IMP)[original pointerValue]);
  }
}
