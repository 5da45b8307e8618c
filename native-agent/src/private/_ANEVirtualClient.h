/// Private: AppleNeuralEngine.framework. Takes evaluations to the host where macOS is a guest.
/// Declares only what the helper replaces; never linked, never called.
///
/// Believed because of the class dumps of iOS 16 to 18 (qingralf/iOS16-Runtime-Headers,
/// MTACS/iOS-17-Runtime-Headers, qingralf/iOS18-Runtime-Headers) and because
/// doEvaluateDirectWithModel:… of decompiled iOS 26.1 calls it.
///
/// Ownership: arguments are borrowed, errors are autoreleased.
#import <Foundation/Foundation.h>

@class _ANEModel, _ANERequest;

@interface _ANEVirtualClient : NSObject

- (BOOL)evaluateWithModel:(_ANEModel *)model
                  options:(NSDictionary *)options
                  request:(_ANERequest *)request
                      qos:(unsigned int)qos
                    error:(NSError **)error;

@end
