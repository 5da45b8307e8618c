/// `ane-agent probe`: what this machine is, which hooks are in place, and whether they are proven.
#import <Foundation/Foundation.h>

#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

/// What the command line asks for.
@interface ANOProbeRequest : NSObject {
 @private
  NSString *_directory;
  NSUInteger _seconds;
  BOOL _json;
}

/// Returns nil for arguments that make no sense, and says which in `problem`.
+ (nullable instancetype)requestWithArguments:(NSArray<NSString *> *)arguments
                                      problem:(NSString *_Nullable *_Nonnull)problem;

/// The folder of the canaries; nil for the one beside the helper.
@property(nonatomic, readonly, nullable) NSString *directory;
/// How long one canary may take.
@property(nonatomic, readonly) NSUInteger seconds;
@property(nonatomic, readonly) BOOL json;

@end

/// Runs the canaries by the helper at `helper` and writes what came of it to `output`. Returns 0
/// where the hooks are proven, 1 where they are not.
int ANOProbe(id<ANORuntime> runtime, ANOProbeRequest *request, NSString *helper, int output);

NS_ASSUME_NONNULL_END
