#import "AppleNeuralEngine.h"
#import "StandinScript.h"

static NSArray *symbols(NSDictionary *script, NSString *property) {
  id given = [script objectForKey:property];
  NSArray *names = [given isKindOfClass:[NSDictionary class]]
                       ? [[given allKeys] sortedArrayUsingSelector:@selector(compare:)]
                       : StandinTyped(given, [NSArray class]) ?: [NSArray array];
  NSString *suffix = StandinTyped([script objectForKey:@"suffix"], [NSString class]) ?: @"";
  NSMutableArray *made = [NSMutableArray array];
  for (NSString *name in names) {
    [made addObject:[name stringByAppendingString:suffix]];
  }
  return made;
}

static NSArray *indices(NSUInteger count) {
  NSMutableArray *made = [NSMutableArray array];
  for (NSUInteger i = 0; i < count; i++) {
    [made addObject:[NSNumber numberWithUnsignedInteger:i]];
  }
  return made;
}

static NSArray *named(NSArray *names) {
  NSMutableArray *made = [NSMutableArray array];
  for (NSString *name in names) {
    [made addObject:[NSDictionary dictionaryWithObject:name forKey:@"Name"]];
  }
  return made;
}

static void addProcedures(NSMutableDictionary *to, NSArray *inputs, NSArray *outputs) {
  NSDictionary *procedure = [NSDictionary
      dictionaryWithObjectsAndKeys:[NSNumber numberWithInt:0], @"ANEFModelProcedureID",
                                   indices([inputs count]), @"ANEFModelInputSymbolIndexArray",
                                   indices([outputs count]), @"ANEFModelOutputSymbolIndexArray",
                                   nil];
  [to setObject:[NSDictionary dictionaryWithObjectsAndKeys:[NSArray arrayWithObject:procedure],
                                                           @"ANEFModelProcedures", inputs,
                                                           @"kANEFModelInputSymbolsArrayKey",
                                                           outputs,
                                                           @"kANEFModelOutputSymbolsArrayKey", nil]
         forKey:@"ANEFModelDescription"];
}

static void addNetworks(NSMutableDictionary *to, NSArray *inputs, NSArray *outputs,
                        NSArray *states) {
  NSDictionary *network =
      [NSDictionary dictionaryWithObjectsAndKeys:@"main", @"Name", named(inputs), @"LiveInputList",
                                                 named(outputs), @"LiveOutputList", named(states),
                                                 @"LiveStateList", nil];
  [to setObject:[NSArray arrayWithObject:network] forKey:@"NetworkStatusList"];
}

NSDictionary *StandinProgramAttributes(NSDictionary *script) {
  if (!StandinFlag(script, @"symbols", YES)) {
    return nil;
  }
  NSArray *inputs = symbols(script, @"inputs");
  NSArray *outputs = symbols(script, @"outputs");
  NSString *as = [script objectForKey:@"symbolsAs"] ?: @"both";
  NSMutableDictionary *made = [NSMutableDictionary dictionary];
  if (![as isEqual:@"networks"]) {
    addProcedures(made, inputs, outputs);
  }
  if (![as isEqual:@"procedures"]) {
    addNetworks(made, inputs, outputs, symbols(script, @"states"));
  }
  return made;
}
