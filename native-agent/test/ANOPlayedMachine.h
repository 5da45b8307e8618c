/// Runs a test on another machine: in a copy of the program beside a script of its own, since what
/// a machine lacks is decided when the frameworks are loaded.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns YES within the copy, where the test goes on. Otherwise runs the copy with the test of
/// that name, notes a failure where it fails, and returns NO.
BOOL ANOOnMachine(const char *test, NSDictionary *machine);

NS_ASSUME_NONNULL_END
