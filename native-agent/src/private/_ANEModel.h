/// Private: AppleNeuralEngine.framework. One program of the Neural Engine. Never linked; every
/// getter is looked for before it is called.
///
/// Believed because of the class dumps of iOS 15.3.1 and 18 (yuzhouheike/iOS15.3.1-Runtime-Headers,
/// qingralf/iOS18-Runtime-Headers) and of fredyshox/ANECompat:src/AppleNeuralEngine/_ANEModel.h, a
/// copy of the macOS 12 set.
///
/// Ownership: getters return borrowed objects that live as long as the model does.
#import <Foundation/Foundation.h>

@interface _ANEModel : NSObject

// JSON of the segment under the classic runtime (fredyshox/ANECompat:README.md). Nil for a model
// made by +modelWithCacheURLIdentifier:UUID: (decompiled 26.1), which E5 probably uses.
@property(nonatomic, readonly) NSString *key;
@property(nonatomic, readonly) NSURL *modelURL;
// Two hexadecimal digests joined by "_" (freedomtan/coreml_to_ane_hwx:ane/README.md). From iOS 16.
@property(nonatomic, readonly) NSString *cacheURLIdentifier;
// Filled by a load. Two shapes were seen, in one dictionary or apart
// (freedomtan/coreml_to_ane_hwx:ane/run_hwx_with_ane_client.m:157-267); ANOSegmentSymbols reads
// both.
@property(nonatomic, readonly) NSDictionary *modelAttributes;
@property(nonatomic, readonly) unsigned long long programHandle;
// 1 created, 2 compiled, 3 loaded, 4 unloaded, 5 failed (decompiled 26.1).
@property(nonatomic, readonly) unsigned long long state;

@end
