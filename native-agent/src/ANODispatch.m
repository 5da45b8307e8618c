#import "ANODispatch.h"

#include <unistd.h>

#import "ANOEvaluation.h"
#import "ANOJson.h"
#import "ANOMessages.h"
#import "ANOOutlet.h"
#import "ANOPlanRun.h"
#import "ANOWire.h"

#if defined(__aarch64__)
static NSString *const kArchitecture = @"arm64";
#elif defined(__x86_64__)
static NSString *const kArchitecture = @"x86_64";
#else
static NSString *const kArchitecture = @"unknown";
#endif

/// Fills in what the system did not tell, since a reader is promised a text.
static NSDictionary *HostOf(id<ANORuntime> runtime) {
  NSMutableDictionary *host = [NSMutableDictionary dictionaryWithDictionary:[runtime host]];
  for (NSString *name in @[ @"chip", @"model", @"osVersion", @"osBuild" ]) {
    if (ANOMessageValue(host, name) == nil) {
      [host setObject:@"unknown" forKey:name];
    }
  }
  return host;
}

NSDictionary<NSString *, id> *ANOHelloFields(id<ANORuntime> runtime) {
  return @{
    @"protocol" : [NSNumber numberWithInteger:ANOProtocolVersion],
    @"agent" : @ANO_VERSION,
    @"pid" : [NSNumber numberWithInt:getpid()],
    @"arch" : kArchitecture,
    @"simulated" : [NSNumber numberWithBool:[runtime simulated]],
    @"host" : HostOf(runtime),
    @"hooks" : [runtime hooks]
  };
}

#pragma mark - Requests -

static ANOExit Evaluate(id<ANORuntime> runtime, NSDictionary *request, id<ANOSink> sink) {
  ANOEvaluation *evaluation = [[[ANOEvaluation alloc] initWithRuntime:runtime
                                                              options:ANOMessageOptions(request)
                                                                 sink:sink] autorelease];
  if (![evaluation run]) {
    return ANOExitFailure;
  }
  [evaluation gatherLate];
  return ANOExitResult;
}

static ANOExit Plan(id<ANORuntime> runtime, NSDictionary *request, id<ANOSink> sink) {
  ANOPlanRun *run =
      [[[ANOPlanRun alloc] initWithRuntime:runtime
                                      path:ANOMessageValue(request, @"compiledModelPath")
                              computeUnits:ANOMessageValue(request, @"computeUnits")
                                      sink:sink] autorelease];
  if (![run run]) {
    return ANOExitFailure;
  }
  [run gatherLate];
  return ANOExitResult;
}

/// What serves each type of request.
static const struct {
  const char *type;
  ANOExit (*serve)(id<ANORuntime> runtime, NSDictionary *request, id<ANOSink> sink);
} kRequests[] = {{"evaluate", Evaluate}, {"plan", Plan}};

#pragma mark - The line -

static ANOExit Refuse(ANOOutlet *outlet, NSString *why) {
  ANOFault *fault = [ANOFault faultWithStatus:ANOStatusOther
                                       domain:ANOProtocolDomain
                                         code:1
                                      message:why];
  [outlet emit:@"failure" fields:ANOFailureFields(fault, ANOPhaseNone)];
  return ANOExitFailure;
}

/// A request with a wrong property is answered under its own id, where that can be read.
static NSString *IdentifierOf(const char *line, NSUInteger length) {
  id object = ANOJsonRead(line, length);
  id identifier = [object isKindOfClass:[NSDictionary class]] ? [object objectForKey:@"id"] : nil;
  return [identifier isKindOfClass:[NSString class]] && [identifier length] > 0 ? identifier : nil;
}

static ANOExit ServeLine(id<ANORuntime> runtime, const char *line, NSUInteger length,
                         ANOOutlet *outlet) {
  ANORefusal *refusal = nil;
  NSDictionary *request = ANOMessageRead(line, length, ANOSideService, nil, &refusal);
  if (request == nil) {
    if ([refusal reason] == ANOReasonBadProperty) {
      [outlet setIdentifier:IdentifierOf(line, length)];
    }
    return Refuse(outlet, [refusal text]);
  }
  [outlet setIdentifier:ANOMessageValue(request, @"id")];
  NSString *type = ANOMessageValue(request, @"type");
  for (size_t i = 0; i < sizeof(kRequests) / sizeof(kRequests[0]); i++) {
    if ([type isEqualToString:[NSString stringWithUTF8String:kRequests[i].type]]) {
      return kRequests[i].serve(runtime, request, outlet);
    }
  }
  return Refuse(outlet, [@"nothing serves " stringByAppendingString:type]);
}

ANOExit ANOServe(id<ANORuntime> runtime, int input, int output) {
  ANOOutlet *outlet = [[[ANOOutlet alloc] initWithDescriptor:output] autorelease];
  ano_line_reader reader = ano_line_reader_of_descriptor(input);
  const char *line = NULL;
  size_t length = 0;
  ANOExit ended = ANOExitFailure;
  [outlet emit:@"hello" fields:ANOHelloFields(runtime)];
  switch (ano_line_read(&reader, &line, &length)) {
    case ANO_LINE_READ:
      ended = ServeLine(runtime, line, length, outlet);
      break;
    case ANO_LINE_END:
      ended = ANOExitNoRequest;
      break;
    case ANO_LINE_FAILED:
      ended = Refuse(outlet, @"standard input cannot be read");
      break;
    case ANO_LINE_TOO_LONG:
      ended = Refuse(outlet, @"the line is longer than 1 MiB");
      break;
    case ANO_LINE_UNFINISHED:
      ended = Refuse(outlet, @"the stream ended within a line");
      break;
    case ANO_LINE_NOT_UTF8:
      ended = Refuse(outlet, @"the line is not UTF-8");
      break;
  }
  ano_line_reader_free(&reader);
  return ended;
}
