#import "ANOProbe.h"

#import "ANOCanary.h"
#import "ANOCheck.h"
#import "ANODispatch.h"
#import "ANOJson.h"
#import "ANOWire.h"

static NSString *OrUnknown(id value) {
  return value == nil || value == [NSNull null] ? @"unknown" : [value description];
}

static void DescribeHost(NSMutableString *text, id<ANORuntime> runtime) {
  NSDictionary *host = [runtime host];
  NSDictionary *ane = [host objectForKey:@"ane"];
  [text appendFormat:@"Host: %@ (%@), macOS %@ (%@)%@\n", OrUnknown([host objectForKey:@"chip"]),
                     OrUnknown([host objectForKey:@"model"]),
                     OrUnknown([host objectForKey:@"osVersion"]),
                     OrUnknown([host objectForKey:@"osBuild"]),
                     [runtime simulated] ? @", simulated: nothing here is real" : @""];
  if ([[ane objectForKey:@"present"] boolValue]) {
    [text appendFormat:@"ANE: %@, %@ cores\n", OrUnknown([ane objectForKey:@"architecture"]),
                       OrUnknown([ane objectForKey:@"cores"])];
  } else {
    [text appendFormat:@"ANE: none%@\n", [[ane objectForKey:@"virtualMachine"] boolValue]
                                             ? @", this is a virtual machine"
                                             : @""];
  }
}

static void DescribeHooks(NSMutableString *text, id<ANORuntime> runtime) {
  for (NSDictionary *hook in [runtime hooks]) {
    NSString *encoding = [hook objectForKey:@"encoding"];
    [text appendFormat:@"Hook: %@ -[%@ %@]%@%@\n", [hook objectForKey:@"status"],
                       [hook objectForKey:@"class"], [hook objectForKey:@"selector"],
                       [[hook objectForKey:@"required"] boolValue] ? @", required" : @"",
                       encoding == nil ? @"" : [@", found " stringByAppendingString:encoding]];
  }
}

/// Returns why the canaries cannot run, nil where they can.
static NSString *MissingCanary(NSString *directory, NSArray<NSString *> *names) {
  for (NSString *name in names) {
    NSString *path = [directory stringByAppendingPathComponent:name];
    if (![[NSFileManager defaultManager] isReadableFileAtPath:path]) {
      return [@"There is no canary at " stringByAppendingString:path];
    }
  }
  return nil;
}

static NSArray<ANOCanary *> *RunCanaries(id<ANORuntime> runtime, ANOProbeRequest *request,
                                         NSString *directory, NSArray<NSString *> *names,
                                         NSString *helper) {
  NSMutableArray *canaries = [NSMutableArray array];
  for (NSString *name in names) {
    NSString *path = [directory stringByAppendingPathComponent:name];
    for (NSString *units in @[ ANOUsualComputeUnits([runtime host]), @"CPU_ONLY" ]) {
      [canaries addObject:[ANOCanary canaryAtPath:path
                                     computeUnits:units
                                         expected:![units isEqualToString:@"CPU_ONLY"]
                                           helper:helper
                                          seconds:[request seconds]]];
    }
  }
  return canaries;
}

static NSString *WhyNotProven(id<ANORuntime> runtime, NSArray<ANOCanary *> *canaries) {
  if (![runtime hooksIntact]) {
    return @"A hook that is needed is not in place";
  }
  for (ANOCanary *canary in canaries) {
    if (![canary passed]) {
      return [canary text];
    }
  }
  return nil;
}

static NSData *Text(id<ANORuntime> runtime, NSArray<ANOCanary *> *canaries, NSString *reason) {
  NSMutableString *text = [NSMutableString string];
  DescribeHost(text, runtime);
  DescribeHooks(text, runtime);
  for (ANOCanary *canary in canaries) {
    [text appendFormat:@"Canary: %@\n", [canary text]];
  }
  if (reason == nil) {
    [text appendString:@"Proven: the hooks see the ANE where it works, and only there\n"];
  } else {
    [text appendFormat:@"Not proven: %@\n", reason];
  }
  return [text dataUsingEncoding:NSUTF8StringEncoding allowLossyConversion:YES];
}

static NSData *Json(id<ANORuntime> runtime, NSArray<ANOCanary *> *canaries, NSString *reason) {
  NSMutableDictionary *json =
      [NSMutableDictionary dictionaryWithDictionary:ANOHelloFields(runtime)];
  NSMutableArray *rows = [NSMutableArray array];
  for (ANOCanary *canary in canaries) {
    [rows addObject:[canary json]];
  }
  [json setObject:rows forKey:@"canaries"];
  [json setObject:[NSNumber numberWithBool:reason == nil] forKey:@"proven"];
  if (reason != nil) {
    [json setObject:reason forKey:@"reason"];
  }
  NSMutableData *line = [NSMutableData dataWithData:ANOJsonWrite(json)];
  [line appendBytes:"\n" length:1];
  return line;
}

int ANOProbe(id<ANORuntime> runtime, ANOProbeRequest *request, NSString *helper, int output) {
  NSArray *names = @[ @"canary-classic.mlmodel", @"canary-program.mlpackage" ];
  NSString *beside =
      [[helper stringByDeletingLastPathComponent] stringByAppendingPathComponent:@"canary"];
  NSString *directory = ANOAbsolutePath([request directory] != nil ? [request directory] : beside);
  NSArray<ANOCanary *> *canaries = @[];
  NSString *reason = MissingCanary(directory, names);
  if (reason == nil) {
    canaries = RunCanaries(runtime, request, directory, names, helper);
    reason = WhyNotProven(runtime, canaries);
  }
  NSData *text = [request json] ? Json(runtime, canaries, reason) : Text(runtime, canaries, reason);
  ano_write_fully(output, [text bytes], [text length]);
  return reason == nil ? 0 : 1;
}
