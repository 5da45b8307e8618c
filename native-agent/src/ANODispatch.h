/// One conversation: `hello`, one request, what comes of it.
#import <Foundation/Foundation.h>

#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

/// How the helper ends.
typedef NS_ENUM(int, ANOExit) {
  ANOExitResult = 0,
  ANOExitFailure = 1,
  ANOExitNoRequest = 2,
  ANOExitNotStarted = 3
};

/// Says `hello`, waits for one request, serves it and returns how to end.
ANOExit ANOServe(id<ANORuntime> runtime, int input, int output);

/// Returns the fields of `hello`.
NSDictionary<NSString *, id> *ANOHelloFields(id<ANORuntime> runtime);

NS_ASSUME_NONNULL_END
