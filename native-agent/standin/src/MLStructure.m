#import "MLStructure.h"

#import "StandinScript.h"

#define ANO_ROW             \
  ANO_SCRIPTED              \
  -(NSDictionary *)script { \
    return _script;         \
  }

static NSArray *list(NSDictionary *script, NSString *property) {
  return StandinTyped([script objectForKey:property], [NSArray class]) ?: [NSArray array];
}

static NSString *text(NSDictionary *script, NSString *property) {
  return StandinTyped([script objectForKey:property], [NSString class]) ?: @"";
}

static id make(Class class, NSDictionary *script) {
  return [[[class alloc] initWithScript:script] autorelease];
}

static NSArray *makeAll(Class class, NSArray *scripts) {
  NSMutableArray *made = [NSMutableArray array];
  for (NSDictionary *script in scripts) {
    [made addObject:make(class, script)];
  }
  return made;
}

static NSArray *named(NSArray *names) {
  NSMutableArray *made = [NSMutableArray array];
  for (NSString *name in names) {
    [made addObject:make([MLModelStructureProgramNamedValueType class],
                         [NSDictionary dictionaryWithObject:name forKey:@"name"])];
  }
  return made;
}

/// The rows of the plan as the blocks of its functions.
static NSDictionary *rowsByFunction(NSDictionary *script) {
  NSMutableDictionary *functions = [NSMutableDictionary dictionary];
  for (NSDictionary *row in list(script, @"operations")) {
    NSString *function = [row objectForKey:@"function"] ?: @"main";
    NSMutableArray *rows = [functions objectForKey:function];
    if (rows == nil) {
      rows = [NSMutableArray array];
      [functions setObject:rows forKey:function];
    }
    [rows addObject:row];
  }
  return functions;
}

@implementation MLModelStructure

ANO_ROW

- (id)make:(Class)class ofKind:(NSString *)kind {
  NSString *own = [_script objectForKey:@"kind"] ?: @"program";
  return [own isEqual:kind] ? make(class, _script) : nil;
}

- (MLModelStructureNeuralNetwork *)neuralNetwork {
  return [self make:[MLModelStructureNeuralNetwork class] ofKind:@"neuralNetwork"];
}

- (MLModelStructureProgram *)program {
  return [self make:[MLModelStructureProgram class] ofKind:@"program"];
}

- (MLModelStructurePipeline *)pipeline {
  return [self make:[MLModelStructurePipeline class] ofKind:@"pipeline"];
}

@end

@implementation MLModelStructurePipeline

ANO_ROW

- (NSArray *)subModelNames {
  NSMutableArray *names = [NSMutableArray array];
  for (NSUInteger i = 0; i < [list(_script, @"stages") count]; i++) {
    [names addObject:[NSString stringWithFormat:@"model%lu", (unsigned long)i]];
  }
  return names;
}

- (NSArray *)subModels {
  return makeAll([MLModelStructure class], list(_script, @"stages"));
}

@end

@implementation MLModelStructureNeuralNetwork

ANO_ROW

- (NSArray *)layers {
  return makeAll([MLModelStructureNeuralNetworkLayer class], list(_script, @"operations"));
}

@end

@implementation MLModelStructureNeuralNetworkLayer

ANO_ROW

- (NSString *)name {
  return text(_script, @"name");
}

- (NSString *)type {
  return text(_script, @"operator");
}

- (NSArray *)inputNames {
  return list(_script, @"inputs");
}

- (NSArray *)outputNames {
  return list(_script, @"outputs");
}

@end

@implementation MLModelStructureProgram

ANO_ROW

- (NSDictionary *)functions {
  NSDictionary *rows = rowsByFunction(_script);
  NSMutableDictionary *made = [NSMutableDictionary dictionary];
  for (NSString *name in rows) {
    NSDictionary *block = [NSDictionary dictionaryWithObject:[rows objectForKey:name]
                                                      forKey:@"operations"];
    [made setObject:make([MLModelStructureProgramFunction class], block) forKey:name];
  }
  return made;
}

@end

@implementation MLModelStructureProgramFunction

ANO_ROW

- (NSArray *)inputs {
  return [NSArray array];
}

- (MLModelStructureProgramBlock *)block {
  return make([MLModelStructureProgramBlock class], _script);
}

@end

@implementation MLModelStructureProgramBlock

ANO_ROW

- (NSArray *)inputs {
  return [NSArray array];
}

- (NSArray *)outputNames {
  return [[list(_script, @"operations") lastObject] objectForKey:@"outputs"] ?: [NSArray array];
}

- (NSArray *)operations {
  return makeAll([MLModelStructureProgramOperation class], list(_script, @"operations"));
}

@end

@implementation MLModelStructureProgramOperation

ANO_ROW

- (NSString *)operatorName {
  return text(_script, @"operator");
}

- (NSDictionary *)inputs {
  NSMutableDictionary *made = [NSMutableDictionary dictionary];
  for (NSString *name in list(_script, @"inputs")) {
    [made setObject:make([MLModelStructureProgramArgument class],
                         [NSDictionary dictionaryWithObject:name forKey:@"name"])
             forKey:name];
  }
  return made;
}

- (NSArray *)outputs {
  return named(list(_script, @"outputs"));
}

- (NSArray *)blocks {
  return makeAll([MLModelStructureProgramBlock class], list(_script, @"blocks"));
}

@end

@implementation MLModelStructureProgramArgument

ANO_ROW

- (NSArray *)bindings {
  return [NSArray arrayWithObject:make([MLModelStructureProgramBinding class], _script)];
}

@end

@implementation MLModelStructureProgramBinding

ANO_ROW

- (NSString *)name {
  return [_script objectForKey:@"name"];
}

@end

@implementation MLModelStructureProgramNamedValueType

ANO_ROW

- (NSString *)name {
  return text(_script, @"name");
}

@end
