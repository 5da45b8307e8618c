/// What this machine is.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

@interface ANOHost : NSObject

/// Returns the `host` object of `hello`. Asks AppleNeuralEngine, which must have been loaded.
+ (NSDictionary<NSString *, id> *)facts;

@end

NS_ASSUME_NONNULL_END
