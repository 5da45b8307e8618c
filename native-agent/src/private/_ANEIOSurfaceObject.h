/// Private: AppleNeuralEngine.framework. One tensor of a request over an IOSurface. Never linked;
/// every getter is looked for before it is called.
///
/// Believed because of the class dumps of iOS 15.3.1 and 18 (yuzhouheike/iOS15.3.1-Runtime-Headers,
/// qingralf/iOS18-Runtime-Headers).
///
/// Ownership: the surface is borrowed and lives as long as this object does.
#import <Foundation/Foundation.h>
#import <IOSurface/IOSurface.h>

@interface _ANEIOSurfaceObject : NSObject

@property(nonatomic, readonly) IOSurfaceRef ioSurface;
@property(nonatomic, readonly) NSNumber *startOffset;

@end
