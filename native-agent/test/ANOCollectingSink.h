/// Keeps the events it is given, for tests.
#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

@interface ANOCollectingSink : NSObject <ANOSink> {
  NSMutableArray *_events;
  BOOL _raises;
}

+ (instancetype)sink;

/// Raises instead of keeping anything.
@property(nonatomic) BOOL raises;

- (NSUInteger)count;

/// The fields of the events of that type, in the order in which they came.
- (NSArray<NSDictionary<NSString *, id> *> *)eventsOfType:(NSString *)type;

/// The fields of the one event of that type; nil where there is none or more than one.
- (nullable NSDictionary<NSString *, id> *)onlyEventOfType:(NSString *)type;

@end

NS_ASSUME_NONNULL_END
