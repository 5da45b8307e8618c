#import "ANORuntime.h"

/// How many errors under an error are told; a loop among them must not hang.
static const NSUInteger kMaximumCauses = 8;

NSString *ANOPhaseName(ANOPhase phase) {
  switch (phase) {
    case ANOPhaseNone:
      return nil;
    case ANOPhaseCompiling:
      return @"COMPILING";
    case ANOPhaseLoading:
      return @"LOADING";
    case ANOPhaseRunningPrediction:
      return @"RUNNING_PREDICTION";
    case ANOPhasePlanning:
      return @"PLANNING";
  }
  return nil;
}

static NSString *ErrorText(NSError *error) {
  NSString *text = [error localizedDescription];
  return [text length] > 0 ? text : @"no description";
}

static NSString *TextWithCauses(NSError *error) {
  NSMutableString *text = [NSMutableString stringWithString:ErrorText(error)];
  NSError *cause = [[error userInfo] objectForKey:NSUnderlyingErrorKey];
  for (NSUInteger i = 0; i < kMaximumCauses && [cause isKindOfClass:[NSError class]]; i++) {
    [text appendFormat:@"; under it %@ %ld: %@", [cause domain], (long)[cause code],
                       ErrorText(cause)];
    cause = [[cause userInfo] objectForKey:NSUnderlyingErrorKey];
  }
  return text;
}

@implementation ANOFault

@synthesize status = _status;
@synthesize domain = _domain;
@synthesize code = _code;
@synthesize message = _message;

+ (instancetype)faultWithStatus:(ANOStatus)status
                         domain:(NSString *)domain
                           code:(NSInteger)code
                        message:(NSString *)message {
  ANOFault *fault = [[[self alloc] init] autorelease];
  fault->_status = status;
  fault->_domain = [domain copy];
  fault->_code = code;
  fault->_message = [message copy];
  return fault;
}

+ (instancetype)faultWithStatus:(ANOStatus)status error:(NSError *)error {
  if (error == nil) {
    return [self faultWithStatus:status
                          domain:@"dev.aneoracle.runtime"
                            code:-1
                         message:@"The step failed without an error"];
  }
  return [self faultWithStatus:status
                        domain:[error domain]
                          code:[error code]
                       message:TextWithCauses(error)];
}

+ (instancetype)faultWithStatus:(ANOStatus)status exception:(NSException *)exception {
  NSString *reason = [exception reason];
  return [self faultWithStatus:status
                        domain:[exception name]
                          code:0
                       message:reason != nil ? reason : @"no reason"];
}

- (void)dealloc {
  [_domain release];
  [_message release];
  [super dealloc];
}

@end

@implementation ANOOptions

@synthesize modelPath = _modelPath;
@synthesize computeUnits = _computeUnits;
@synthesize function = _function;
@synthesize shapes = _shapes;
@synthesize predictions = _predictions;
@synthesize omitOptionals = _omitOptionals;
@synthesize forceClassicEngine = _forceClassicEngine;
@synthesize evidence = _evidence;
@synthesize dumpDirectory = _dumpDirectory;
@synthesize dumpLimitBytes = _dumpLimitBytes;

- (void)dealloc {
  [_modelPath release];
  [_computeUnits release];
  [_function release];
  [_shapes release];
  [_dumpDirectory release];
  [super dealloc];
}

@end
