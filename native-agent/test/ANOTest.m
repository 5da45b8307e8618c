#import "ANOTest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAXIMUM_TESTS = 500 };

static struct {
  const char *name;
  void (*function)(void);
} g_tests[MAXIMUM_TESTS];

static size_t g_count;
static size_t g_failures;
static NSMutableArray<NSString *> *g_folders;

void ANOTestRegister(const char *name, void (*function)(void)) {
  if (g_count == MAXIMUM_TESTS) {
    abort();
  }
  g_tests[g_count].name = name;
  g_tests[g_count].function = function;
  g_count++;
}

void ANOTestFail(const char *file, int line, NSString *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  NSString *text = [[[NSString alloc] initWithFormat:format arguments:arguments] autorelease];
  va_end(arguments);
  g_failures++;
  fprintf(stderr, "%s:%d: %s\n", file, line, [text UTF8String]);
}

void ANOTestEqual(const char *file, int line, id actual, id expected) {
  if (actual != expected && ![actual isEqual:expected]) {
    ANOTestFail(file, line, @"%@ is not %@", actual, expected);
  }
}

void ANOTestInteger(const char *file, int line, long long actual, long long expected) {
  if (actual != expected) {
    ANOTestFail(file, line, @"%lld is not %lld", actual, expected);
  }
}

void ANOTestContains(const char *file, int line, NSString *text, NSString *part) {
  if (text == nil || [text rangeOfString:part].location == NSNotFound) {
    ANOTestFail(file, line, @"there is no \"%@\" in \"%@\"", part, text);
  }
}

NSString *ANOTestRoot(void) {
  const char *root = getenv("ANO_ROOT");
  return root != NULL ? [NSString stringWithUTF8String:root] : @".";
}

NSString *ANOTestFolder(void) {
  NSString *base = [NSTemporaryDirectory() stringByAppendingPathComponent:@"ano-test.XXXXXX"];
  char *path = strdup([base fileSystemRepresentation]);
  NSString *folder = mkdtemp(path) == NULL ? nil : [NSString stringWithUTF8String:path];
  free(path);
  if (folder == nil) {
    abort();
  }
  [g_folders addObject:folder];
  return folder;
}

static BOOL IsWanted(const char *name, int count, char **words) {
  for (int i = 1; i < count; i++) {
    if (strcmp(words[i], name) == 0) {
      return YES;
    }
  }
  return count == 1;
}

static void Run(size_t test) {
  size_t before = g_failures;
  @autoreleasepool {
    @try {
      g_tests[test].function();
    } @catch (NSException *exception) {
      ANOTestFail(g_tests[test].name, 0, @"raised %@: %@", [exception name], [exception reason]);
    }
  }
  if (g_failures > before) {
    fprintf(stderr, "FAILED %s\n", g_tests[test].name);
  }
}

int main(int count, char **words) {
  size_t run = 0;
  size_t failed = 0;
  @autoreleasepool {
    g_folders = [[NSMutableArray alloc] init];
    for (size_t i = 0; i < g_count; i++) {
      if (IsWanted(g_tests[i].name, count, words)) {
        size_t before = g_failures;
        Run(i);
        run++;
        failed += g_failures > before ? 1 : 0;
      }
    }
    for (NSString *folder in g_folders) {
      [[NSFileManager defaultManager] removeItemAtPath:folder error:NULL];
    }
  }
  printf("%zu tests, %zu failed\n", run, failed);
  // A program that runs nothing shows nothing.
  return run > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
