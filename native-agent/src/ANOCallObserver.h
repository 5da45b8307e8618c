/// Looks at the tensors of an ANE call as it happens: what dumps are made of.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Called inside the hook, on the calling thread, under @try, for outermost calls only.
/// `request` is an `_ANERequest`, `aneModel` an `_ANEModel`; both are the caller's.
@protocol ANOCallObserver <NSObject>

/// `model` is the number on the wire, `call` counts the calls of that model from 0.
- (void)willCallModel:(NSUInteger)model
                 call:(NSUInteger)call
             aneModel:(nullable id)aneModel
              request:(nullable id)request;
- (void)didCallModel:(NSUInteger)model
                call:(NSUInteger)call
            aneModel:(nullable id)aneModel
             request:(nullable id)request
             success:(BOOL)success;

@end

NS_ASSUME_NONNULL_END
