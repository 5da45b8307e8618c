/// Private: AppleNeuralEngine.framework. The lowest Objective-C point of an evaluation; below it is
/// a table of C++ functions. Declares only what the helper replaces; never linked, never called.
///
/// Three spellings are known. Without a model: class dumps of unknown repository and version
/// (idx:28653143189, idx:18615165018). With a model: class dumps (idx:28640927972, idx:10209610153)
/// and a log of macOS 13 in AUTOMATIC1111/stable-diffusion-webui#13419. With a return value
/// besides: decompiled iOS 26.1 (EthanArbuckle/iPhone18-3_26.1_23B85_Restore).
///
/// Ownership: arguments are borrowed, errors are autoreleased.
#import <Foundation/Foundation.h>

@class _ANEModel, _ANERequest;

@interface _ANEProgramForEvaluation : NSObject

- (BOOL)processRequest:(_ANERequest *)request
                   qos:(unsigned int)qos
                qIndex:(unsigned long long)queue
         modelStringID:(unsigned long long)modelString
               options:(NSDictionary *)options
                 error:(NSError **)error;
- (BOOL)processRequest:(_ANERequest *)request
                 model:(_ANEModel *)model
                   qos:(unsigned int)qos
                qIndex:(unsigned long long)queue
         modelStringID:(unsigned long long)modelString
               options:(NSDictionary *)options
                 error:(NSError **)error;
- (BOOL)processRequest:(_ANERequest *)request
                 model:(_ANEModel *)model
                   qos:(unsigned int)qos
                qIndex:(unsigned long long)queue
         modelStringID:(unsigned long long)modelString
               options:(NSDictionary *)options
           returnValue:(unsigned int *)returnValue
                 error:(NSError **)error;

@end
