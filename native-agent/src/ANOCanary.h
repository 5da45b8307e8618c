/// One canary in a helper of its own.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// What came of one canary under one setting.
@interface ANOCanary : NSObject {
 @private
  NSString *_path;
  NSString *_computeUnits;
  BOOL _expected;
  BOOL _seen;
  NSString *_problem;
}

/// Runs the helper at `helper` for the model, for at most so many seconds.
+ (instancetype)canaryAtPath:(NSString *)path
                computeUnits:(NSString *)computeUnits
                    expected:(BOOL)expected
                      helper:(NSString *)helper
                     seconds:(NSUInteger)seconds;

/// Whether it had to be seen on the ANE, and whether it was.
@property(nonatomic, readonly) BOOL expected;
@property(nonatomic, readonly) BOOL seen;
/// Why nothing can be said; nil where it ran.
@property(nonatomic, readonly, nullable) NSString *problem;

/// Whether it ran, and was seen exactly where it had to be.
@property(nonatomic, readonly) BOOL passed;

/// A line for people, without its line feed.
- (NSString *)text;
- (NSDictionary<NSString *, id> *)json;

@end

NS_ASSUME_NONNULL_END
