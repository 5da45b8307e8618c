/// Asks Core ML for its plan of a compiled model.
#import <Foundation/Foundation.h>

#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

/// One request `plan`. Sends the rows to the sink, and ends with one `result` or one `failure`.
@interface ANOPlanRun : NSObject {
 @private
  id<ANORuntime> _runtime;
  NSString *_path;
  NSString *_computeUnits;
  id<ANOSink> _sink;
}

- (instancetype)initWithRuntime:(id<ANORuntime>)runtime
                           path:(NSString *)compiledPath
                   computeUnits:(NSString *)computeUnits
                           sink:(id<ANOSink>)sink;

/// Returns whether it ended with a `result`.
- (BOOL)run;

/// After a `result`: asks for the segmentation analytics, which may crash or hang.
- (void)gatherLate;

@end

NS_ASSUME_NONNULL_END
