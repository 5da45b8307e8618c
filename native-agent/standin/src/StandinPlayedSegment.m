#import "StandinPlayedSegment.h"

#import "StandinFrames.h"
#import "StandinScript.h"

#import <objc/runtime.h>

#include <semaphore.h>
#include <string.h>

enum {
  DefaultQuality = 21,
  InputByte = 0x10,
  HalfBytes = 2,
  RowAlignment = 64,
  HalfFloats = 'L00h'
};

/// A surface for a tensor of [W, H, D, C, N] halves; its rows are padded, as the engine wants them.
static ANOStandin_ANEIOSurfaceObject *makeTensor(NSArray *shape, int byte) {
  NSUInteger rows = 1;
  for (NSUInteger i = 1; i < [shape count]; i++) {
    rows *= [[shape objectAtIndex:i] unsignedIntegerValue];
  }
  NSUInteger width = [shape count] > 0 ? [[shape objectAtIndex:0] unsignedIntegerValue] : 1;
  NSUInteger rowBytes = (width * HalfBytes + RowAlignment - 1) / RowAlignment * RowAlignment;
  NSDictionary *properties = [NSDictionary
      dictionaryWithObjectsAndKeys:[NSNumber numberWithUnsignedInteger:width],
                                   IOSurfacePropertyKeyWidth,
                                   [NSNumber numberWithUnsignedInteger:rows],
                                   IOSurfacePropertyKeyHeight, [NSNumber numberWithInt:HalfBytes],
                                   IOSurfacePropertyKeyBytesPerElement,
                                   [NSNumber numberWithUnsignedInteger:rowBytes],
                                   IOSurfacePropertyKeyBytesPerRow,
                                   [NSNumber numberWithUnsignedInt:HalfFloats],
                                   IOSurfacePropertyKeyPixelFormat, nil];
  IOSurface *surface = [[[IOSurface alloc] initWithProperties:properties] autorelease];
  memset(surface.baseAddress, byte, (size_t)surface.allocationSize);
  return [objc_getClass("_ANEIOSurfaceObject") objectWithIOSurface:(IOSurfaceRef)(void *)surface];
}

static NSArray *makeTensors(id shapes, int byte) {
  NSMutableArray *made = [NSMutableArray array];
  NSDictionary *named = StandinTyped(shapes, [NSDictionary class]);
  for (NSString *name in [[named allKeys] sortedArrayUsingSelector:@selector(compare:)]) {
    id tensor = makeTensor([named objectForKey:name], byte);
    if (tensor != nil) {
      [made addObject:tensor];
    }
    byte += byte != 0 ? 1 : 0;
  }
  return made;
}

static NSDictionary *keyTensors(id shapes) {
  NSMutableDictionary *made = [NSMutableDictionary dictionary];
  NSDictionary *named = StandinTyped(shapes, [NSDictionary class]);
  for (NSString *name in named) {
    [made setObject:[NSDictionary dictionaryWithObject:[named objectForKey:name] forKey:@"shape"]
             forKey:name];
  }
  return made;
}

static NSString *makeKey(NSDictionary *script, NSUInteger index) {
  NSDictionary *key = [NSDictionary
      dictionaryWithObjectsAndKeys:[NSNumber numberWithUnsignedInteger:index], @"isegment",
                                   keyTensors([script objectForKey:@"inputs"]), @"inputs",
                                   keyTensors([script objectForKey:@"outputs"]), @"outputs", nil];
  NSData *data = [NSJSONSerialization dataWithJSONObject:key options:0 error:NULL];
  return [[[NSString alloc] initWithData:data encoding:NSUTF8StringEncoding] autorelease];
}

static NSString *cacheIdentifier(NSString *path, NSUInteger index) {
  return [NSString
      stringWithFormat:@"%064lx_%064lx", (unsigned long)[path hash], (unsigned long)index];
}

static NSArray *indices(NSUInteger count) {
  NSMutableArray *made = [NSMutableArray array];
  for (NSUInteger i = 0; i < count; i++) {
    [made addObject:[NSNumber numberWithUnsignedInteger:i]];
  }
  return made;
}

@implementation StandinPlayedSegment

@synthesize script = _script;
@synthesize loaded = _loaded;

- (instancetype)initWithScript:(NSDictionary *)script
                         index:(NSUInteger)index
                            e5:(BOOL)e5
                      function:(NSString *)function
                          path:(NSString *)path {
  self = [super init];
  if (self == nil) {
    return nil;
  }
  _e5 = e5;
  NSString *made =
      [NSString stringWithFormat:@"%@__Op%lu_AneInference", function, (unsigned long)index];
  NSString *given = StandinTyped([script objectForKey:@"identity"], [NSString class]);
  _identity = [given ?: e5 ? made : nil copy];
  NSMutableDictionary *all = [NSMutableDictionary dictionaryWithDictionary:script];
  if ([all objectForKey:@"symbolsAs"] == nil) {
    BOOL stateful = [StandinTyped([script objectForKey:@"states"], [NSArray class]) count] > 0;
    [all setObject:!e5 ? @"networks" : stateful ? @"both" : @"procedures" forKey:@"symbolsAs"];
  }
  _script = [all copy];
  _model = [[self makeModelAt:path index:index] retain];
  _model.standinScript = _script;
  _inputs = [makeTensors([script objectForKey:@"inputs"], InputByte) retain];
  _outputs = [makeTensors([script objectForKey:@"outputs"], 0) retain];
  return self;
}

- (void)dealloc {
  [_script release];
  [_identity release];
  [_model release];
  [_inputs release];
  [_outputs release];
  [super dealloc];
}

- (ANOStandin_ANEModel *)makeModelAt:(NSString *)path index:(NSUInteger)index {
  Class models = objc_getClass("_ANEModel");
  id key = [_script objectForKey:@"key"];
  if (key == nil && _e5) {
    return [models modelWithCacheURLIdentifier:cacheIdentifier(path, index) UUID:[NSUUID UUID]];
  }
  NSString *text = key != nil ? StandinTyped(key, [NSString class]) : makeKey(_script, index);
  return [models modelAtURL:[NSURL fileURLWithPath:path] key:text];
}

- (NSDictionary *)options {
  return _identity == nil
             ? [NSDictionary dictionary]
             : [NSDictionary dictionaryWithObject:_identity forKey:@"kANEFModelIdentityStrKey"];
}

- (void)loadWarm:(BOOL)warm {
  ANOStandin_ANEClient *client = [objc_getClass("_ANEClient") sharedConnection];
  NSError *error = nil;
  BOOL compiles = !warm && [client respondsToSelector:@selector(compileModel:options:qos:error:)];
  if (compiles && ![client compileModel:_model
                                options:[self options]
                                    qos:DefaultQuality
                                  error:&error]) {
    return;
  }
  if ([client respondsToSelector:@selector(loadModel:options:qos:error:)]) {
    _loaded = [client loadModel:_model options:[self options] qos:DefaultQuality error:&error];
  } else if (client != nil) {
    _loaded = StandinLoadProgram(_model, &error);
  }
}

- (ANOStandin_ANERequest *)request {
  return [objc_getClass("_ANERequest") requestWithInputs:_inputs
                                            inputIndices:indices([_inputs count])
                                                 outputs:_outputs
                                           outputIndices:indices([_outputs count])
                                          procedureIndex:[NSNumber numberWithInt:0]];
}

- (BOOL)send:(ANOStandin_ANERequest *)request {
  NSError *error = nil;
  ANOStandin_ANEClient *client = [objc_getClass("_ANEClient") sharedConnection];
  NSDictionary *options = [NSDictionary dictionary];
  NSString *through = [_script objectForKey:@"through"] ?: @"direct";
  if ([through isEqual:@"evaluate"]) {
    return [client evaluateWithModel:_model
                             options:options
                             request:request
                                 qos:DefaultQuality
                               error:&error];
  } else if ([through isEqual:@"realtime"]) {
    return [client evaluateRealTimeWithModel:_model options:options request:request error:&error];
  } else if ([through isEqual:@"program"]) {
    return StandinRunProgram(_model, request, DefaultQuality, options, &error);
  } else if ([through isEqual:@"inMemory"]) {
    ANOStandin_ANEInMemoryModel *inMemory = [[objc_getClass("_ANEInMemoryModel") new] autorelease];
    inMemory.model = _model;
    return [inMemory evaluateWithQoS:DefaultQuality options:options request:request error:&error];
  }
  if (![client respondsToSelector:@selector(doEvaluateDirectWithModel:
                                                              options:request:qos:error:)]) {
    return StandinRunProgram(_model, request, DefaultQuality, options, &error);
  }
  return [client doEvaluateDirectWithModel:_model
                                   options:options
                                   request:request
                                       qos:DefaultQuality
                                     error:&error];
}

- (BOOL)submit:(ANOStandin_ANERequest *)request {
  sem_t done;
  sem_t *signal = &done;
  sem_init(signal, 0, 0);
  request.completionHandler = ^(_Bool success, NSError *error) {
    sem_post(signal);
  };
  BOOL submitted = [self send:request];
  while (submitted && sem_wait(signal) != 0) {
  }
  sem_destroy(signal);
  return submitted;
}

- (BOOL)call {
  __block BOOL done = NO;
  StandinWork work = ^{
    ANOStandin_ANERequest *request = [self request];
    done = StandinFlag(_script, @"async", NO) ? [self submit:request] : [self send:request];
  };
  if (_e5) {
    StandinE5NeuralEngine(work);
  } else {
    StandinClassicNeuralEngine(work);
  }
  return done;
}

@end
