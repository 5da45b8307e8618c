/// The E5 runtime's own account of how it divided a model, with the reasons for refusals.
#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

@interface ANOAnalytics : NSObject

/// Sends one `operation` a row, and one `evidence` of kind `analytics` that says whether there were
/// any, and if not why.
+ (void)analyzeModelAtPath:(NSString *)compiledPath
              computeUnits:(NSString *)computeUnits
                      sink:(id<ANOSink>)sink;

@end

/// The row on the wire for one entry of the analytics; nil where the entry is not as expected.
NSDictionary<NSString *, id> *_Nullable ANOAnalyticsRow(id _Nullable entry);

NS_ASSUME_NONNULL_END
