#import "ANOCheck.h"

NSString *ANOAbsolutePath(NSString *path) {
  if (path == nil || [path isAbsolutePath]) {
    return path;
  }
  NSString *here = [[NSFileManager defaultManager] currentDirectoryPath];
  return [here stringByAppendingPathComponent:path];
}

NSString *ANOUsualComputeUnits(NSDictionary<NSString *, id> *host) {
  NSInteger system = [[host objectForKey:@"osVersion"] integerValue];
  return system > 0 && system < 13 ? @"ALL" : @"CPU_AND_NE";
}

@implementation ANOCheckRequest

@synthesize modelPath = _modelPath;
@synthesize logDirectory = _logDirectory;
@synthesize computeUnits = _computeUnits;
@synthesize function = _function;
@synthesize json = _json;
@synthesize classic = _classic;

+ (instancetype)requestWithArguments:(NSArray<NSString *> *)arguments problem:(NSString **)problem {
  ANOCheckRequest *request = [[[self alloc] init] autorelease];
  *problem = [request takeArguments:[arguments objectEnumerator]];
  return *problem == nil ? request : nil;
}

- (void)dealloc {
  [_modelPath release];
  [_logDirectory release];
  [_computeUnits release];
  [_function release];
  [super dealloc];
}

/// Returns what is wrong with them, nil where nothing is.
- (NSString *)takeArguments:(NSEnumerator<NSString *> *)arguments {
  NSMutableArray<NSString *> *paths = [NSMutableArray array];
  BOOL options = YES;
  for (NSString *argument = [arguments nextObject]; argument != nil;
       argument = [arguments nextObject]) {
    if (!options || ![argument hasPrefix:@"-"] || [argument isEqualToString:@"-"]) {
      [paths addObject:argument];
    } else if ([argument isEqualToString:@"--"]) {
      options = NO;
    } else {
      NSString *problem = [self takeOption:argument from:arguments];
      if (problem != nil) {
        return problem;
      }
    }
  }
  if ([paths count] == 0 || [paths count] > 2) {
    return [paths count] == 0 ? @"A model's path is missing" : @"There are too many arguments";
  }
  _modelPath = [ANOAbsolutePath([paths objectAtIndex:0]) copy];
  _logDirectory = [ANOAbsolutePath([paths count] > 1 ? [paths objectAtIndex:1] : nil) copy];
  return nil;
}

- (NSString *)takeOption:(NSString *)option from:(NSEnumerator<NSString *> *)arguments {
  if ([option isEqualToString:@"--json"]) {
    _json = YES;
    return nil;
  }
  if ([option isEqualToString:@"--classic"]) {
    _classic = YES;
    return nil;
  }
  BOOL units = [option isEqualToString:@"--compute-units"];
  if (!units && ![option isEqualToString:@"--function"]) {
    return [@"There is no option " stringByAppendingString:option];
  }
  NSString *value = [arguments nextObject];
  if ([value length] == 0) {
    return [option stringByAppendingString:@" needs a value"];
  }
  NSArray *known = @[ @"ALL", @"CPU_AND_NE", @"CPU_AND_GPU", @"CPU_ONLY" ];
  if (units && ![known containsObject:value]) {
    return [@"There are no compute units " stringByAppendingString:value];
  }
  NSString **place = units ? &_computeUnits : &_function;
  [*place release];
  *place = [value copy];
  return nil;
}

- (ANOOptions *)optionsForHost:(NSDictionary<NSString *, id> *)host {
  ANOOptions *options = [[[ANOOptions alloc] init] autorelease];
  [options setModelPath:_modelPath];
  [options setComputeUnits:_computeUnits != nil ? _computeUnits : ANOUsualComputeUnits(host)];
  [options setFunction:_function];
  [options setPredictions:1];
  [options setForceClassicEngine:_classic];
  [options setDumpDirectory:_logDirectory];
  [options setDumpLimitBytes:ULLONG_MAX];
  return options;
}

@end
