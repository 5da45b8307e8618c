#import "ANOProbe.h"

static const NSUInteger kUsualSeconds = 300;

@implementation ANOProbeRequest

@synthesize directory = _directory;
@synthesize seconds = _seconds;
@synthesize json = _json;

+ (instancetype)requestWithArguments:(NSArray<NSString *> *)arguments problem:(NSString **)problem {
  ANOProbeRequest *request = [[[self alloc] init] autorelease];
  request->_seconds = kUsualSeconds;
  *problem = [request takeArguments:[arguments objectEnumerator]];
  return *problem == nil ? request : nil;
}

- (void)dealloc {
  [_directory release];
  [super dealloc];
}

/// Returns what is wrong with them, nil where nothing is.
- (NSString *)takeArguments:(NSEnumerator<NSString *> *)arguments {
  for (NSString *argument = [arguments nextObject]; argument != nil;
       argument = [arguments nextObject]) {
    if ([argument isEqualToString:@"--json"]) {
      _json = YES;
    } else if ([argument isEqualToString:@"--seconds"]) {
      NSInteger seconds = [[arguments nextObject] integerValue];
      if (seconds < 1 || seconds > 86400) {
        return @"--seconds needs a number from 1 to 86400";
      }
      _seconds = (NSUInteger)seconds;
    } else if ([argument hasPrefix:@"-"]) {
      return [@"There is no option " stringByAppendingString:argument];
    } else if (_directory != nil) {
      return @"There are too many arguments";
    } else {
      _directory = [argument copy];
    }
  }
  return nil;
}

@end
