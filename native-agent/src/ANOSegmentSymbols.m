#import "ANOSegmentSymbols.h"

#import "ANORead.h"

// Two shapes, both as freedomtan/coreml_to_ane_hwx:ane/run_hwx_with_ane_client.m reads them: a
// description whose procedures hold indices into lists of symbols, where the inputs hold the states
// too; and one network status a procedure, with a list of live tensors of each kind.

static NSArray *arrayIn(id dictionary, NSString *key) {
  return ANOAs([NSArray class], [ANOAs([NSDictionary class], dictionary) objectForKey:key]);
}

static void addName(NSMutableArray *names, id name) {
  if ([name isKindOfClass:[NSString class]] && ![names containsObject:name]) {
    [names addObject:name];
  }
}

static void addLiveNames(NSMutableArray *names, id network, NSString *list) {
  for (id tensor in arrayIn(network, list)) {
    addName(names, [ANOAs([NSDictionary class], tensor) objectForKey:@"Name"]);
  }
}

static void addIndexedNames(NSMutableArray *names, id procedure, NSString *indices,
                            NSArray *symbols) {
  for (id index in arrayIn(procedure, indices)) {
    NSInteger at = [index isKindOfClass:[NSNumber class]] ? [index integerValue] : -1;
    if (at >= 0 && (NSUInteger)at < [symbols count]) {
      addName(names, [symbols objectAtIndex:(NSUInteger)at]);
    }
  }
}

static BOOL isWanted(NSUInteger procedure, NSSet *procedures) {
  return [procedures count] == 0 ||
         [procedures containsObject:[NSNumber numberWithUnsignedInteger:procedure]];
}

/// Returns the procedure's own number, which need not be its place in the list.
static NSUInteger numberOf(id procedure, NSUInteger place) {
  id number = [ANOAs([NSDictionary class], procedure) objectForKey:@"ANEFModelProcedureID"];
  return [number isKindOfClass:[NSNumber class]] ? [number unsignedIntegerValue] : place;
}

NSDictionary *ANOSegmentSymbols(id attributes, NSSet<NSNumber *> *procedures) {
  id tree = ANOAs([NSDictionary class], attributes);
  NSMutableDictionary *known = [NSMutableDictionary dictionary];
  NSMutableArray *inputs = [NSMutableArray array];
  NSMutableArray *outputs = [NSMutableArray array];
  NSMutableArray *states = [NSMutableArray array];
  NSArray *networks = arrayIn(tree, @"NetworkStatusList");
  for (NSUInteger i = 0; i < [networks count]; i++) {
    if (isWanted(i, procedures)) {
      addLiveNames(states, [networks objectAtIndex:i], @"LiveStateList");
    }
  }
  id description = [tree objectForKey:@"ANEFModelDescription"];
  NSArray *described = arrayIn(description, @"ANEFModelProcedures");
  NSArray *inputSymbols = arrayIn(description, @"kANEFModelInputSymbolsArrayKey");
  NSArray *outputSymbols = arrayIn(description, @"kANEFModelOutputSymbolsArrayKey");
  BOOL byIndex = described && inputSymbols && outputSymbols;
  for (NSUInteger i = 0; byIndex && i < [described count]; i++) {
    id procedure = [described objectAtIndex:i];
    if (isWanted(numberOf(procedure, i), procedures)) {
      addIndexedNames(inputs, procedure, @"ANEFModelInputSymbolIndexArray", inputSymbols);
      addIndexedNames(outputs, procedure, @"ANEFModelOutputSymbolIndexArray", outputSymbols);
    }
  }
  for (NSUInteger i = 0; !byIndex && i < [networks count]; i++) {
    if (isWanted(i, procedures)) {
      addLiveNames(inputs, [networks objectAtIndex:i], @"LiveInputList");
      addLiveNames(inputs, [networks objectAtIndex:i], @"LiveInputParamList");
      addLiveNames(outputs, [networks objectAtIndex:i], @"LiveOutputList");
    }
  }
  [inputs removeObjectsInArray:states];
  if ([outputs count]) {
    [known setObject:inputs forKey:@"inputs"];
    [known setObject:outputs forKey:@"outputs"];
  }
  if (networks) {
    [known setObject:states forKey:@"states"];
  }
  NSUInteger count = byIndex ? [described count] : [networks count];
  if (count) {
    [known setObject:[NSNumber numberWithUnsignedInteger:count] forKey:@"procedures"];
  }
  return known;
}
