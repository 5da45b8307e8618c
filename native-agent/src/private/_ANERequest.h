/// Private: AppleNeuralEngine.framework. The tensors of one call. Never linked; every getter is
/// looked for before it is called.
///
/// Believed because of the class dumps of iOS 15.3.1 and 18 (yuzhouheike/iOS15.3.1-Runtime-Headers,
/// qingralf/iOS18-Runtime-Headers); iOS 15 has no sharedEvents.
///
/// Ownership: getters return borrowed objects that live as long as the request does.
#import <Foundation/Foundation.h>

@class _ANEIOSurfaceObject;

@interface _ANERequest : NSObject

@property(nonatomic, readonly) NSArray<_ANEIOSurfaceObject *> *inputArray;
@property(nonatomic, readonly) NSArray<NSNumber *> *inputIndexArray;
@property(nonatomic, readonly) NSArray<_ANEIOSurfaceObject *> *outputArray;
@property(nonatomic, readonly) NSArray<NSNumber *> *outputIndexArray;
@property(nonatomic, readonly) NSNumber *procedureIndex;
// With either of these the call returns after submitting (decompiled 26.1,
// _ANEProgramForEvaluation.mm).
@property(nonatomic, readonly) id completionHandler;
@property(nonatomic, readonly) id sharedEvents;

@end
