#import "AppleNeuralEngine.h"

enum { ANEModelCreated = 1, IdentifiedByURL = 1, IdentifiedByCache = 3 };

@implementation ANOStandin_ANEModel

@synthesize key = _key;
@synthesize modelURL = _modelURL;
@synthesize sourceURL = _sourceURL;
@synthesize UUID = _UUID;
@synthesize cacheURLIdentifier = _cacheURLIdentifier;
@synthesize identifierSource = _identifierSource;
@synthesize modelAttributes = _modelAttributes;
@synthesize program = _program;
@synthesize programHandle = _programHandle;
@synthesize state = _state;
@synthesize string_id = _string_id;
@synthesize standinScript = _script;

+ (ANOStandin_ANEModel *)created {
  static unsigned long long models;
  ANOStandin_ANEModel *made = [[[self alloc] init] autorelease];
  made->_state = ANEModelCreated;
  made->_string_id = __sync_add_and_fetch(&models, 1);
  return made;
}

+ (instancetype)modelAtURL:(NSURL *)url key:(NSString *)key {
  ANOStandin_ANEModel *made = [self created];
  made->_modelURL = [url retain];
  made->_sourceURL = [url retain];
  made->_key = [key copy];
  made->_UUID = [NSUUID new];
  made->_identifierSource = IdentifiedByURL;
  return made;
}

+ (instancetype)modelWithCacheURLIdentifier:(NSString *)identifier UUID:(NSUUID *)uuid {
  ANOStandin_ANEModel *made = [self created];
  made->_cacheURLIdentifier = [identifier copy];
  made->_UUID = [uuid retain];
  made->_identifierSource = IdentifiedByCache;
  return made;
}

- (void)dealloc {
  [_key release];
  [_modelURL release];
  [_sourceURL release];
  [_UUID release];
  [_cacheURLIdentifier release];
  [_modelAttributes release];
  [_program release];
  [_script release];
  [super dealloc];
}

@end
