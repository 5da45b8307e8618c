#import "MLAnalytics.h"

#import "StandinPlay.h"
#import "StandinScript.h"

/// Values as a Mac was seen to give them: the chosen backend carries its own quotes
/// (freedomtan/coreml_modelc_profling:without_compute_plan_output.txt).
static NSDictionary *rowOf(NSDictionary *script, NSUInteger index) {
  NSMutableDictionary *support = [NSMutableDictionary dictionary];
  NSMutableDictionary *times = [NSMutableDictionary dictionary];
  for (NSString *backend in [script objectForKey:@"supported"]) {
    [support setObject:[NSNumber numberWithInt:1] forKey:backend];
    [times setObject:@"0.001" forKey:backend];
  }
  NSString *operator= [script objectForKey:@"operator"] ?: @"";
  NSString *selected = [NSString stringWithFormat:@"\"%@\"", [script objectForKey:@"selected"]];
  NSArray *path = [NSArray
      arrayWithObjects:[NSDictionary dictionaryWithObject:@"Program" forKey:@"Type"],
                       [NSDictionary dictionaryWithObjectsAndKeys:@"Function", @"Type",
                                                                  [script objectForKey:@"function"]
                                                                      ?: @"main",
                                                                  @"Name", nil],
                       [NSDictionary dictionaryWithObject:@"Block" forKey:@"Type"],
                       [NSDictionary dictionaryWithObjectsAndKeys:@"Operation", @"Type",
                                                                  [script objectForKey:@"name"],
                                                                  @"Output", nil],
                       nil];
  return [NSDictionary
      dictionaryWithObjectsAndKeys:operator, @"OpType",
                                   [NSString stringWithFormat:@"%@:%lu:12", operator,(unsigned long)
                                                                                             index +
                                                                                         5],
                                   @"DebugName", [NSNumber numberWithUnsignedInteger:index],
                                   @"OpIndex", path, @"OpPath", selected, @"SelectedBackend",
                                   support, @"BackendSupport", times, @"EstimatedRunTime",
                                   [script objectForKey:@"messages"] ?: [NSDictionary dictionary],
                                   @"ValidationMessages", nil];
}

@implementation StandinPlayedProgram

- (instancetype)initWithScript:(NSDictionary *)script {
  self = [super init];
  if (self != nil) {
    _script = [script retain];
  }
  return self;
}

- (void)dealloc {
  [_script release];
  [super dealloc];
}

- (id)programLibrary {
  return self;
}

- (NSDictionary *)segmentationAnalyticsAndReturnError:(NSError **)error {
  if (!StandinPlay(_script, @"analytics", error)) {
    return nil;
  }
  NSMutableDictionary *rows = [NSMutableDictionary dictionary];
  for (NSDictionary *script in StandinTyped([_script objectForKey:@"analytics"], [NSArray class])) {
    NSString *key = [NSString stringWithFormat:@"/e5bundlecache/H13G.bundle/analytics.mil:%lu:12",
                                               (unsigned long)[rows count] + 5];
    [rows setObject:rowOf(script, [rows count]) forKey:key];
  }
  return rows;
}

@end
