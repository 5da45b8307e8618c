/// Private: AppleNeuralEngine.framework. A model built in memory; Core ML is not known to use it
/// for a prediction. Declares only what the helper replaces; never linked, never called.
///
/// Believed because maderix/ANE:bridge/ane_bridge.m:228 calls it and the class dump of iOS 18
/// (qingralf/iOS18-Runtime-Headers) lists it.
///
/// Ownership: arguments are borrowed, errors are autoreleased.
#import <Foundation/Foundation.h>

@class _ANERequest;

@interface _ANEInMemoryModel : NSObject

- (BOOL)evaluateWithQoS:(unsigned int)qos
                options:(NSDictionary *)options
                request:(_ANERequest *)request
                  error:(NSError **)error;

@end
