#import "ANODumpTensor.h"

#import "ANORead.h"
#import "ANOSegmentSymbols.h"
#import "private/_ANEIOSurfaceObject.h"
#import "private/_ANEModel.h"
#import "private/_ANERequest.h"

enum { kHalfFloats = 'L00h', kFloats = 'L00f' };

static NSArray *Tensors(id request, BOOL outputs) {
  return ANOAs([NSArray class],
               ANOReadObject(request, outputs ? @selector(outputArray) : @selector(inputArray)));
}

static IOSurfaceRef SurfaceAt(id request, BOOL outputs, NSUInteger index) {
  NSArray *tensors = Tensors(request, outputs);
  id tensor = index < [tensors count] ? [tensors objectAtIndex:index] : nil;
  return [tensor respondsToSelector:@selector(ioSurface)]
             ? [(_ANEIOSurfaceObject *)tensor ioSurface]
             : NULL;
}

static NSString *SymbolAt(id request, id aneModel, BOOL outputs, NSUInteger index) {
  SEL getter = outputs ? @selector(outputIndexArray) : @selector(inputIndexArray);
  NSArray *indices = ANOAs([NSArray class], ANOReadObject(request, getter));
  id place = index < [indices count] ? [indices objectAtIndex:index] : nil;
  NSUInteger symbol = ANOAs([NSNumber class], place) ? [place unsignedIntegerValue] : index;
  id procedure = ANOAs([NSNumber class], ANOReadObject(request, @selector(procedureIndex)));
  NSSet *procedures = procedure ? [NSSet setWithObject:procedure] : [NSSet set];
  NSDictionary *symbols =
      ANOSegmentSymbols(ANOReadObject(aneModel, @selector(modelAttributes)), procedures);
  NSArray *names = [symbols objectForKey:outputs ? @"outputs" : @"inputs"];
  return symbol < [names count] ? [names objectAtIndex:symbol]
                                : [NSString stringWithFormat:@"%lu", (unsigned long)symbol];
}

static NSString *WithoutSuffix(NSString *symbol) {
  NSRange at = [symbol rangeOfString:@"@"];
  return at.location == NSNotFound ? symbol : [symbol substringToIndex:at.location];
}

/// The shape that the model's key has for the symbol, nil where it has none.
static NSArray *ShapeOf(NSString *symbol, id aneModel, BOOL outputs) {
  NSString *key = ANOAs([NSString class], ANOReadObject(aneModel, @selector(key)));
  NSData *data = [key dataUsingEncoding:NSUTF8StringEncoding];
  id json = data ? [NSJSONSerialization JSONObjectWithData:data options:0 error:NULL] : nil;
  NSDictionary *tensors =
      ANOAs([NSDictionary class],
            [ANOAs([NSDictionary class], json) objectForKey:outputs ? @"outputs" : @"inputs"]);
  id tensor = [tensors objectForKey:symbol];
  tensor = tensor ? tensor : [tensors objectForKey:WithoutSuffix(symbol)];
  return ANOAs([NSArray class], [ANOAs([NSDictionary class], tensor) objectForKey:@"shape"]);
}

static NSNumber *Number(unsigned long long value) {
  return [NSNumber numberWithUnsignedLongLong:value];
}

static NSMutableDictionary *SurfaceFacts(IOSurfaceRef surface) {
  uint32_t format = IOSurfaceGetPixelFormat(surface);
  NSMutableDictionary *facts = [NSMutableDictionary
      dictionaryWithObjectsAndKeys:Number(IOSurfaceGetID(surface)), @"surface",
                                   Number(IOSurfaceGetAllocSize(surface)), @"allocBytes",
                                   Number(IOSurfaceGetBytesPerRow(surface)), @"bytesPerRow",
                                   Number(IOSurfaceGetBytesPerElement(surface)), @"elementBytes",
                                   Number(IOSurfaceGetWidth(surface)), @"width",
                                   Number(IOSurfaceGetHeight(surface)), @"height", Number(format),
                                   @"pixelFormat", nil];
  if (format == kHalfFloats || format == kFloats) {
    [facts setObject:format == kHalfFloats ? @"FLOAT16" : @"FLOAT32" forKey:@"elementType"];
  }
  return facts;
}

static NSData *CopyOf(IOSurfaceRef surface) {
  if (IOSurfaceLock(surface, kIOSurfaceLockReadOnly, NULL) != 0) {
    return nil;
  }
  const void *bytes = IOSurfaceGetBaseAddress(surface);
  NSData *copy = bytes ? [NSData dataWithBytes:bytes length:IOSurfaceGetAllocSize(surface)] : nil;
  IOSurfaceUnlock(surface, kIOSurfaceLockReadOnly, NULL);
  return copy;
}

@implementation ANODumpTensor

@synthesize bytes = _bytes;
@synthesize facts = _facts;
@synthesize symbol = _symbol;

+ (instancetype)tensorOfRequest:(id)request
                       aneModel:(id)aneModel
                        outputs:(BOOL)outputs
                          index:(NSUInteger)index {
  IOSurfaceRef surface = SurfaceAt(request, outputs, index);
  NSData *bytes = surface ? CopyOf(surface) : nil;
  if (!bytes) {
    return nil;
  }
  ANODumpTensor *tensor = [[[self alloc] init] autorelease];
  tensor->_bytes = [bytes retain];
  tensor->_symbol = [SymbolAt(request, aneModel, outputs, index) copy];
  NSMutableDictionary *facts = SurfaceFacts(surface);
  [facts setObject:tensor->_symbol forKey:@"symbol"];
  NSArray *shape = ShapeOf(tensor->_symbol, aneModel, outputs);
  if (shape) {
    [facts setObject:shape forKey:@"shape"];
  }
  if (ANOReadObject(request, @selector(sharedEvents)) ||
      ANOReadObject(request, @selector(completionHandler))) {
    [facts setObject:[NSNumber numberWithBool:YES] forKey:@"async"];
  }
  tensor->_facts = [facts copy];
  return tensor;
}

+ (unsigned long long)sizeOfRequest:(id)request outputs:(BOOL)outputs index:(NSUInteger)index {
  IOSurfaceRef surface = SurfaceAt(request, outputs, index);
  return surface ? IOSurfaceGetAllocSize(surface) : 0;
}

+ (NSUInteger)countOfRequest:(id)request outputs:(BOOL)outputs {
  return [Tensors(request, outputs) count];
}

- (void)dealloc {
  [_bytes release];
  [_facts release];
  [_symbol release];
  [super dealloc];
}

@end
