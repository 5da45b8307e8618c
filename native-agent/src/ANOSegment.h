/// What is known of one ANE model, and how much of it the service knows. Not thread-safe: the
/// recorder's lock guards it.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

@interface ANOSegment : NSObject {
  NSUInteger _number;
  id _aneModel;
  NSMutableDictionary *_facts;
  NSMutableSet *_procedures;
  NSUInteger _revision;
  NSUInteger _sentRevision;
  NSUInteger _calls;
  BOOL _callerTold;
}

/// Retains the model, so that no other one gets its address while it is numbered.
- (instancetype)initWithNumber:(NSUInteger)number aneModel:(nullable id)aneModel;

/// From 1, as on the wire.
@property(nonatomic, readonly) NSUInteger number;

/// Whether there may be more to learn for a call of this procedure; nil where a call names none.
- (BOOL)lacksProcedure:(nullable NSNumber *)procedure;

/// Returns the procedures called up to now, with this one.
- (NSSet<NSNumber *> *)proceduresWith:(nullable NSNumber *)procedure;

/// Takes what has been read of the model; nothing known is forgotten.
- (void)learn:(NSDictionary<NSString *, id> *)facts procedures:(NSSet<NSNumber *> *)procedures;

/// The facts where the service does not have them yet, else nil; `revision` is for -sent:.
- (nullable NSDictionary<NSString *, id> *)unsentFacts:(NSUInteger *)revision;

/// The facts of that revision are on the wire.
- (void)sent:(NSUInteger)revision;

/// Counts one call and returns how many there were before.
- (NSUInteger)countCall;

/// YES the first time only.
- (BOOL)claimTellingCaller;

@end

/// Reads what an `_ANEModel` and the options of its load tell, as fields of `segment`.
NSDictionary<NSString *, id> *ANOSegmentFacts(id _Nullable aneModel, id _Nullable options,
                                              NSSet<NSNumber *> *procedures);

NS_ASSUME_NONNULL_END
