#import "ANOCanary.h"

#include <sys/wait.h>

#import "ANOChild.h"
#import "ANOMessages.h"
#import "ANOObservation.h"

static NSString *const kIdentifier = @"canary";

@implementation ANOCanary

@synthesize expected = _expected;
@synthesize seen = _seen;
@synthesize problem = _problem;

+ (instancetype)canaryAtPath:(NSString *)path
                computeUnits:(NSString *)computeUnits
                    expected:(BOOL)expected
                      helper:(NSString *)helper
                     seconds:(NSUInteger)seconds {
  ANOCanary *canary = [[[self alloc] init] autorelease];
  canary->_path = [path copy];
  canary->_computeUnits = [computeUnits copy];
  canary->_expected = expected;
  canary->_problem = [[canary runHelper:helper seconds:seconds] copy];
  return canary;
}

- (void)dealloc {
  [_path release];
  [_computeUnits release];
  [_problem release];
  [super dealloc];
}

- (NSData *)request {
  BOOL shortened = NO;
  return ANOMessageWrite(@"evaluate", kIdentifier, @{
    @"modelPath" : _path,
    @"computeUnits" : _computeUnits,
    @"predictions" : [NSNumber numberWithInt:1],
    @"evidence" : [NSNumber numberWithBool:NO]
  },
                         &shortened);
}

/// Returns why nothing can be said, nil where it ran.
- (NSString *)runHelper:(NSString *)helper seconds:(NSUInteger)seconds {
  ano_child child;
  if (!ano_child_start(&child, [helper fileSystemRepresentation], "serve",
                       seconds * 1000000000ull)) {
    return [@"the helper could not be started: " stringByAppendingString:helper];
  }
  ANOObservation *observation = [[[ANOObservation alloc] init] autorelease];
  NSData *request = [self request];
  ano_child_tell(&child, [request bytes], [request length]);
  NSString *problem = [self listenTo:&child observation:observation];
  BOOL late = ano_child_is_late(&child);
  int status = ano_child_end(&child);
  if ([observation result] != nil) {
    return [self judge:observation];
  }
  if (late) {
    return [NSString stringWithFormat:@"it took longer than %lu s", (unsigned long)seconds];
  }
  if (problem != nil) {
    return problem;
  }
  if ([observation failure] != nil) {
    return [[observation failure] objectForKey:@"message"];
  }
  return WIFSIGNALED(status)
             ? [NSString stringWithFormat:@"the helper ended by signal %d", WTERMSIG(status)]
             : [NSString stringWithFormat:@"the helper ended with %d", WEXITSTATUS(status)];
}

/// Reads until the helper ends. Returns what was wrong with a line, nil where nothing was.
- (NSString *)listenTo:(ano_child *)child observation:(ANOObservation *)observation {
  const char *line = NULL;
  size_t length = 0;
  while (ano_line_read(&child->lines, &line, &length) == ANO_LINE_READ) {
    ANORefusal *refusal = nil;
    NSDictionary *message = ANOMessageRead(line, length, ANOSideHelper, kIdentifier, &refusal);
    if (message == nil) {
      return [@"the helper wrote a line that is wrong: " stringByAppendingString:[refusal text]];
    }
    [observation emit:ANOMessageValue(message, @"type") fields:message];
  }
  return nil;
}

- (NSString *)judge:(ANOObservation *)observation {
  if (![[[observation result] objectForKey:@"hooksIntact"] boolValue]) {
    return @"a hook that is needed was not in place";
  }
  for (ANOSeenModel *model in [observation segments]) {
    _seen = _seen || [model calls] > 0;
  }
  return nil;
}

- (BOOL)passed {
  return _problem == nil && _seen == _expected;
}

- (NSString *)text {
  NSString *seen = _seen ? @"seen on the ANE" : @"not seen on the ANE";
  return [NSString stringWithFormat:@"%@ under %@: %@ (%@)", [_path lastPathComponent],
                                    _computeUnits, _problem != nil ? _problem : seen,
                                    [self passed] ? @"as it must be" : @"wrong"];
}

- (NSDictionary<NSString *, id> *)json {
  return @{
    @"model" : [_path lastPathComponent],
    @"computeUnits" : _computeUnits,
    @"expected" : [NSNumber numberWithBool:_expected],
    @"seen" : [NSNumber numberWithBool:_seen],
    @"passed" : [NSNumber numberWithBool:[self passed]],
    @"detail" : _problem != nil ? _problem : @""
  };
}

@end
