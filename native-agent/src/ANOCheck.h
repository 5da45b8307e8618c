/// `ane-agent check`: one model at a terminal.
#import <Foundation/Foundation.h>

#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

/// What the command line asks for.
@interface ANOCheckRequest : NSObject {
 @private
  NSString *_modelPath;
  NSString *_logDirectory;
  NSString *_computeUnits;
  NSString *_function;
  BOOL _json;
  BOOL _classic;
}

/// Returns nil for arguments that make no sense, and says which in `problem`.
+ (nullable instancetype)requestWithArguments:(NSArray<NSString *> *)arguments
                                      problem:(NSString *_Nullable *_Nonnull)problem;

@property(nonatomic, readonly) NSString *modelPath;
@property(nonatomic, readonly, nullable) NSString *logDirectory;
/// nil where the usual ones are meant.
@property(nonatomic, readonly, nullable) NSString *computeUnits;
@property(nonatomic, readonly, nullable) NSString *function;
@property(nonatomic, readonly) BOOL json;
@property(nonatomic, readonly) BOOL classic;

/// Returns the options of the evaluation.
- (ANOOptions *)optionsForHost:(NSDictionary<NSString *, id> *)host;

@end

/// Returns CPU_AND_NE, which exists since macOS 13; before, ALL is the only setting under which the
/// ANE may be used.
NSString *ANOUsualComputeUnits(NSDictionary<NSString *, id> *host);

/// Returns the path as it is from here.
NSString *_Nullable ANOAbsolutePath(NSString *_Nullable path);

/// Runs the check: the predecessor's three lines go to standard error, the verdict to `output`.
/// Returns the exit code: a verdict's, or a failure's status.
int ANOCheck(id<ANORuntime> runtime, ANOCheckRequest *request, int output);

NS_ASSUME_NONNULL_END
