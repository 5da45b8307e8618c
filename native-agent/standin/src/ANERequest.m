#import "AppleNeuralEngine.h"

@implementation ANOStandin_ANEIOSurfaceObject

@synthesize startOffset = _startOffset;

+ (instancetype)objectWithIOSurface:(IOSurfaceRef)surface {
  ANOStandin_ANEIOSurfaceObject *made = [[[self alloc] init] autorelease];
  made->_surface = [(IOSurface *)(void *)surface retain];
  made->_startOffset = [[NSNumber alloc] initWithInt:0];
  return made;
}

- (void)dealloc {
  [_surface release];
  [_startOffset release];
  [super dealloc];
}

- (IOSurfaceRef)ioSurface {
  return (IOSurfaceRef)(void *)_surface;
}

@end

@implementation ANOStandin_ANERequest

@synthesize inputArray = _inputArray;
@synthesize inputIndexArray = _inputIndexArray;
@synthesize outputArray = _outputArray;
@synthesize outputIndexArray = _outputIndexArray;
@synthesize procedureIndex = _procedureIndex;
@synthesize sharedEvents = _sharedEvents;
@synthesize transactionHandle = _transactionHandle;

+ (instancetype)requestWithInputs:(NSArray *)inputs
                     inputIndices:(NSArray *)inputIndices
                          outputs:(NSArray *)outputs
                    outputIndices:(NSArray *)outputIndices
                   procedureIndex:(NSNumber *)procedureIndex {
  ANOStandin_ANERequest *made = [[[self alloc] init] autorelease];
  made->_inputArray = [inputs copy];
  made->_inputIndexArray = [inputIndices copy];
  made->_outputArray = [outputs copy];
  made->_outputIndexArray = [outputIndices copy];
  made->_procedureIndex = [procedureIndex retain];
  return made;
}

- (void)dealloc {
  [_inputArray release];
  [_inputIndexArray release];
  [_outputArray release];
  [_outputIndexArray release];
  [_procedureIndex release];
  self.completionHandler = nil;
  [_sharedEvents release];
  [_transactionHandle release];
  [super dealloc];
}

- (id)completionHandler {
  return _completionHandler;
}

/// By hand: here a block is no object and answers to no message.
- (void)setCompletionHandler:(id)handler {
  if (_completionHandler != nil) {
    Block_release((void *)_completionHandler);
  }
  _completionHandler = handler != nil ? (id)_Block_copy((void *)handler) : nil;
}

- (_Bool)validate {
  return [_inputArray count] == [_inputIndexArray count] &&
         [_outputArray count] == [_outputIndexArray count];
}

- (unsigned long long)ioSurfacesCount {
  return [_inputArray count] + [_outputArray count];
}

@end
