#import "ANOAnalytics.h"

#import "ANOLoading.h"
#import "ANORead.h"
#import "private/MLE5Engine.h"

/// What a step brought, or why it brought nothing.
typedef struct {
  id value;
  NSString *reason;
} ANOStep;

static ANOStep Failed(NSString *reason) {
  return (ANOStep){.value = nil, .reason = reason};
}

static ANOStep LoadProfiled(NSString *path, NSString *computeUnits) {
  ANOFault *fault = nil;
  MLModelConfiguration *configuration = ANOConfiguration(computeUnits, &fault);
  if (!configuration) {
    return Failed(fault.message);
  }
  if (![configuration respondsToSelector:@selector(setProfilingOptions:)]) {
    return Failed(@"Core ML has no profiling options here.");
  }
  [configuration setProfilingOptions:1];
  NSError *error = nil;
  MLModel *model = [MLModel modelWithContentsOfURL:[NSURL fileURLWithPath:path]
                                     configuration:configuration
                                             error:&error];
  return model ? (ANOStep){.value = model}
               : Failed([ANOFault faultWithStatus:ANOStatusRead error:error].message);
}

static ANOStep Ask(MLModel *model) {
  id program = ANOReadObject(model, @selector(program));
  id library = ANOReadObject(program, @selector(programLibrary));
  if (![library respondsToSelector:@selector(segmentationAnalyticsAndReturnError:)]) {
    return Failed(@"The model's engine keeps no analytics.");
  }
  NSError *error = nil;
  id analytics = [(id<ANOE5ProgramLibrary>)library segmentationAnalyticsAndReturnError:&error];
  return ANOAs([NSDictionary class], analytics)
             ? (ANOStep){.value = analytics}
             : Failed([ANOFault faultWithStatus:ANOStatusOther error:error].message);
}

/// Keys end in `:<line>:<column>` of the runtime's own text; lines tell the order of operations.
static NSInteger LineOf(NSString *key) {
  NSArray *parts = [key componentsSeparatedByString:@":"];
  return [parts count] < 3 ? 0 : [[parts objectAtIndex:[parts count] - 2] integerValue];
}

static NSInteger ByLine(id left, id right, void *unused) {
  NSInteger difference = LineOf(left) - LineOf(right);
  return difference < 0   ? NSOrderedAscending
         : difference > 0 ? NSOrderedDescending
                          : [left compare:right];
}

static NSUInteger SendRows(NSDictionary *analytics, id<ANOSink> sink) {
  NSUInteger rows = 0;
  for (NSString *key in [[analytics allKeys] sortedArrayUsingFunction:ByLine context:NULL]) {
    NSDictionary *row = ANOAnalyticsRow([analytics objectForKey:key]);
    if (row) {
      [sink emit:@"operation" fields:row];
      rows++;
    }
  }
  return rows;
}

static void SendEvidence(NSString *reason, NSUInteger rows, id<ANOSink> sink) {
  NSMutableDictionary *data = [NSMutableDictionary
      dictionaryWithObjectsAndKeys:[NSNumber numberWithBool:reason == nil], @"available",
                                   [NSNumber numberWithUnsignedInteger:rows], @"rows", nil];
  if (reason) {
    [data setObject:reason forKey:@"reason"];
  }
  [sink emit:@"evidence"
      fields:[NSDictionary dictionaryWithObjectsAndKeys:@"analytics", @"kind", data, @"data", nil]];
}

@implementation ANOAnalytics

+ (void)analyzeModelAtPath:(NSString *)compiledPath
              computeUnits:(NSString *)computeUnits
                      sink:(id<ANOSink>)sink {
  NSUInteger rows = 0;
  NSString *reason = nil;
  @try {
    ANOStep step = LoadProfiled(compiledPath, computeUnits);
    if (step.value) {
      step = Ask(step.value);
    }
    reason = step.reason;
    rows = step.value ? SendRows(step.value, sink) : 0;
  } @catch (NSException *exception) {
    reason = [ANOFault faultWithStatus:ANOStatusOther exception:exception].message;
  }
  SendEvidence(reason, rows, sink);
}

@end
