/// A test harness in one page, since GNUstep has no XCTest.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Defines a test, named by the fact that it shows. Every program runs its tests in the order of
/// the file; `PROGRAM NAME…` runs those only.
#define TEST(name)                                                    \
  static void name(void);                                             \
  __attribute__((constructor)) static void ANORegister_##name(void) { \
    ANOTestRegister(#name, name);                                     \
  }                                                                   \
  static void name(void)

/// Notes a failure where the condition does not hold; the test goes on.
#define CHECK(...)                                                        \
  do {                                                                    \
    if (!(__VA_ARGS__)) {                                                 \
      ANOTestFail(__FILE__, __LINE__, @"%s does not hold", #__VA_ARGS__); \
    }                                                                     \
  } while (0)

/// Notes a failure where the two objects are not equal; nil is equal to nil.
#define CHECK_EQUAL(actual, expected) ANOTestEqual(__FILE__, __LINE__, actual, expected)

/// Notes a failure where the two whole numbers are not equal.
#define CHECK_INTEGER(actual, expected) ANOTestInteger(__FILE__, __LINE__, actual, expected)

/// Notes a failure where the text does not contain the other.
#define CHECK_CONTAINS(text, part) ANOTestContains(__FILE__, __LINE__, text, part)

void ANOTestRegister(const char *name, void (*function)(void));
void ANOTestFail(const char *file, int line, NSString *format, ...) NS_FORMAT_FUNCTION(3, 4);
void ANOTestEqual(const char *file, int line, id _Nullable actual, id _Nullable expected);
void ANOTestInteger(const char *file, int line, long long actual, long long expected);
void ANOTestContains(const char *file, int line, NSString *_Nullable text, NSString *part);

/// Returns the root of the helper's sources, `native-agent`.
NSString *ANOTestRoot(void);

/// Returns a new empty folder, removed when the program ends.
NSString *ANOTestFolder(void);

NS_ASSUME_NONNULL_END
