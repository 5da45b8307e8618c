#import "ANOAnalytics.h"

#import "ANORead.h"

/// The runtime's backends as units on the wire.
static NSString *UnitOf(NSString *backend) {
  if ([backend isEqual:@"ane"]) {
    return @"ANE";
  }
  if ([backend isEqual:@"mps_graph"]) {
    return @"GPU";
  }
  return [backend isEqual:@"bnns"] || [backend isEqual:@"classic_cpu"] ? @"CPU" : nil;
}

/// The values of some entries carry quotes of their own.
static NSString *Unquoted(id value) {
  NSString *text = ANOAs([NSString class], value);
  return [text
      stringByTrimmingCharactersInSet:[NSCharacterSet characterSetWithCharactersInString:@"\""]];
}

static NSArray *UnitsOf(id support) {
  NSMutableArray *units = [NSMutableArray array];
  NSArray *backends =
      [[ANOAs([NSDictionary class], support) allKeys] sortedArrayUsingSelector:@selector(compare:)];
  for (NSString *backend in backends) {
    NSString *unit = UnitOf(Unquoted(backend));
    id flag = ANOAs([NSNumber class], [support objectForKey:backend]);
    BOOL refused = flag && ![flag boolValue];
    if (unit && !refused && ![units containsObject:unit]) {
      [units addObject:unit];
    }
  }
  return units;
}

/// Returns the last element of the path that has the property.
static NSString *LastIn(id path, NSString *property) {
  NSString *found = nil;
  for (id element in ANOAs([NSArray class], path)) {
    NSString *text = Unquoted([ANOAs([NSDictionary class], element) objectForKey:property]);
    found = text ? text : found;
  }
  return found;
}

static NSDictionary *Texts(id messages) {
  NSMutableDictionary *texts = [NSMutableDictionary dictionary];
  for (id backend in ANOAs([NSDictionary class], messages)) {
    id text = [messages objectForKey:backend];
    [texts setObject:[NSString stringWithFormat:@"%@", text]
              forKey:[NSString stringWithFormat:@"%@", backend]];
  }
  return texts;
}

NSDictionary<NSString *, id> *ANOAnalyticsRow(id value) {
  NSDictionary *entry = ANOAs([NSDictionary class], value);
  NSString *kind = Unquoted([entry objectForKey:@"OpType"]);
  if (!kind) {
    return nil;
  }
  NSString *output = LastIn([entry objectForKey:@"OpPath"], @"Output");
  NSString *debugName = Unquoted([entry objectForKey:@"DebugName"]);
  NSArray *outputs = output ? [NSArray arrayWithObject:output] : [NSArray array];
  NSString *name = output ? output : debugName ? debugName : kind;
  NSMutableDictionary *row = [NSMutableDictionary
      dictionaryWithObjectsAndKeys:@"SEGMENTATION_ANALYTICS", @"source", name, @"name", kind,
                                   @"operator", outputs, @"outputs",
                                   UnitsOf([entry objectForKey:@"BackendSupport"]), @"supported",
                                   nil];
  NSString *function = LastIn([entry objectForKey:@"OpPath"], @"Name");
  NSString *selected = UnitOf(Unquoted([entry objectForKey:@"SelectedBackend"]));
  NSDictionary *messages = Texts([entry objectForKey:@"ValidationMessages"]);
  if (function) {
    [row setObject:function forKey:@"function"];
  }
  if (selected) {
    [row setObject:selected forKey:@"preferred"];
  }
  if ([messages count] > 0) {
    [row setObject:messages forKey:@"messages"];
  }
  return row;
}
