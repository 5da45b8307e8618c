/// Where messages leave the helper: whole lines, in the protocol's order, from any thread.
#import <Foundation/Foundation.h>

#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

/// Writes each event as one line. What the order forbids (anything after a `failure`, a call after
/// the `result`) is dropped. Never raises; what comes after the reader has gone is dropped too.
@interface ANOOutlet : NSObject <ANOSink> {
 @private
  int _descriptor;
  NSString *_identifier;
  NSInteger _stage;
  NSLock *_lock;
}

/// The descriptor stays the caller's.
- (instancetype)initWithDescriptor:(int)descriptor;

/// The request that messages belong to from now on.
@property(atomic, copy, nullable) NSString *identifier;

@end

NS_ASSUME_NONNULL_END
