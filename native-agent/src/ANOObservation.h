/// What was seen of one evaluation, gathered from its messages.
#import <Foundation/Foundation.h>

#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

/// One ANE model as its messages tell of it.
@interface ANOSeenModel : NSObject {
 @private
  NSMutableDictionary<NSString *, id> *_identity;
  NSUInteger _calls;
  NSUInteger _failedCalls;
  NSString *_compileError;
  BOOL _loaded;
}

/// The text of its key, nil where the runtime has none.
@property(nonatomic, readonly, nullable) NSString *key;
/// What it is called where it has no key; nil where it has no name at all.
@property(nonatomic, readonly, nullable) NSString *label;
/// The names that it reads and makes, taken from its key, else from its symbols; nil where neither
/// tells.
@property(nonatomic, readonly, nullable) NSArray<NSString *> *inputs;
@property(nonatomic, readonly, nullable) NSArray<NSString *> *outputs;
/// The symbols of its states, nil where none are told.
@property(nonatomic, readonly, nullable) NSArray<NSString *> *states;
/// Successful and failed calls during predictions.
@property(nonatomic, readonly) NSUInteger calls;
@property(nonatomic, readonly) NSUInteger failedCalls;
@property(nonatomic, readonly, nullable) NSString *compileError;
@property(nonatomic, readonly) BOOL loaded;

/// Takes note of an `aneCompile`, `aneLoad` or `aneCall`.
- (void)add:(NSString *)type fields:(NSDictionary<NSString *, id> *)fields;

/// Its JSON for people's tools.
- (NSDictionary<NSString *, id> *)json;

@end

/// Gathers the messages of one evaluation; a sink, from any thread.
@interface ANOObservation : NSObject <ANOSink> {
 @private
  NSLock *_lock;
  NSMutableDictionary<NSNumber *, ANOSeenModel *> *_segmentsByModel;
  NSMutableArray<ANOSeenModel *> *_segments;
  NSMutableArray<NSDictionary *> *_calls;
  NSMutableArray<NSString *> *_warnings;
  NSDictionary<NSString *, id> *_result;
  NSDictionary<NSString *, id> *_failure;
}

/// In the order first seen.
@property(nonatomic, readonly) NSArray<ANOSeenModel *> *segments;
/// The keys or labels of successful and failed calls alike, one a call.
@property(nonatomic, readonly) NSArray<NSString *> *namesOfCalls;
@property(nonatomic, readonly) NSArray<NSString *> *warnings;
@property(nonatomic, readonly, nullable) NSDictionary<NSString *, id> *result;
@property(nonatomic, readonly, nullable) NSDictionary<NSString *, id> *failure;

@end

NS_ASSUME_NONNULL_END
