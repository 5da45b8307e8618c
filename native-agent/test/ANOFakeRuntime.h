/// A runtime that does what a test says and keeps note of what it was asked.
#import <Foundation/Foundation.h>

#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

/// Its steps are `compile`, `load`, `inputs`, `predict`, `plan`, `analyze` and those of its
/// witness, `willCompile`, `didLoad`, `willPredict`, `didPredict`, `report`, `late`.
@interface ANOFakeRuntime : NSObject <ANORuntime> {
 @private
  NSMutableArray<NSString *> *_steps;
  NSMutableDictionary<NSString *, ANOFault *> *_faults;
  NSMutableSet<NSString *> *_raising;
  NSMutableSet<NSString *> *_silent;
  NSMutableDictionary<NSString *, NSArray *> *_events;
  NSDictionary<NSString *, NSArray<NSString *> *> *_names;
  NSDictionary<NSString *, id> *_playedHost;
  id<ANOSink> _sink;
  BOOL _hooksIntact;
  NSString *_engineClass;
  unsigned long long _aneNanoseconds;
  NSUInteger _aneCompiles;
  NSInteger _prediction;
}

/// What it was asked, in order.
@property(nonatomic, readonly) NSMutableArray<NSString *> *steps;
/// Steps that fail, each with its fault; those that raise; those that fail without a fault.
@property(nonatomic, readonly) NSMutableDictionary<NSString *, ANOFault *> *faults;
@property(nonatomic, readonly) NSMutableSet<NSString *> *raising;
@property(nonatomic, readonly) NSMutableSet<NSString *> *silent;
/// What the model has: `inputs`, `outputs`, `states`, `nonTensorOutputs`, and what predictions
/// give: `given`.
@property(nonatomic, copy) NSDictionary<NSString *, NSArray<NSString *> *> *names;
@property(nonatomic, copy) NSDictionary<NSString *, id> *playedHost;
@property(nonatomic) BOOL hooksIntact;
@property(nonatomic, copy, nullable) NSString *engineClass;

/// Sends an event while the step runs and recording is on.
- (void)during:(NSString *)step emit:(NSString *)type fields:(NSDictionary<NSString *, id> *)fields;

/// Notes the step and sends its events; raises where it must. Returns whether it succeeds.
- (BOOL)step:(NSString *)step fault:(ANOFault *_Nullable *_Nullable)fault;

@end

NS_ASSUME_NONNULL_END
