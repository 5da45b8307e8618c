#import "ANOFakeRuntime.h"

#import "ANOFakeModel.h"

@implementation ANOFakeRuntime

@synthesize steps = _steps;
@synthesize faults = _faults;
@synthesize raising = _raising;
@synthesize silent = _silent;
@synthesize names = _names;
@synthesize playedHost = _playedHost;
@synthesize hooksIntact = _hooksIntact;
@synthesize engineClass = _engineClass;
@synthesize aneNanoseconds = _aneNanoseconds;
@synthesize aneCompiles = _aneCompiles;

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    _steps = [[NSMutableArray alloc] init];
    _faults = [[NSMutableDictionary alloc] init];
    _raising = [[NSMutableSet alloc] init];
    _silent = [[NSMutableSet alloc] init];
    _events = [[NSMutableDictionary alloc] init];
    _hooksIntact = YES;
    _prediction = -1;
    [self setNames:@{
      @"inputs" : @[ @"x" ],
      @"outputs" : @[ @"y" ],
      @"states" : @[],
      @"nonTensorOutputs" : @[],
      @"given" : @[ @"y" ]
    }];
    [self setPlayedHost:@{
      @"chip" : @"Apple M1",
      @"model" : @"Macmini9,1",
      @"osVersion" : @"14.5",
      @"osBuild" : @"23F79",
      @"translated" : [NSNumber numberWithBool:NO],
      @"ane" : @{
        @"present" : [NSNumber numberWithBool:YES],
        @"virtualMachine" : [NSNumber numberWithBool:NO]
      }
    }];
  }
  return self;
}

- (void)dealloc {
  [_steps release];
  [_faults release];
  [_raising release];
  [_silent release];
  [_events release];
  [_names release];
  [_playedHost release];
  [_sink release];
  [_engineClass release];
  [super dealloc];
}

- (NSDictionary<NSString *, id> *)host {
  return _playedHost;
}

- (BOOL)simulated {
  return YES;
}

- (NSArray<NSDictionary<NSString *, id> *> *)hooks {
  return @[ @{
    @"class" : @"_ANEClient",
    @"selector" : @"doEvaluateDirectWithModel:options:request:qos:error:",
    @"required" : [NSNumber numberWithBool:YES],
    @"status" : _hooksIntact ? @"INSTALLED" : @"MISSING"
  } ];
}

- (void)during:(NSString *)step
          emit:(NSString *)type
        fields:(NSDictionary<NSString *, id> *)fields {
  NSArray *before = [_events objectForKey:step];
  NSArray *event = @[ type, fields ];
  [_events setObject:before == nil ? @[ event ] : [before arrayByAddingObject:event] forKey:step];
}

- (void)sendEvent:(NSString *)type fields:(NSDictionary<NSString *, id> *)fields {
  NSMutableDictionary *sent = [NSMutableDictionary dictionaryWithDictionary:fields];
  if ([type isEqualToString:@"aneCall"]) {
    [sent setObject:[NSNumber numberWithInteger:_prediction] forKey:@"prediction"];
    _aneNanoseconds += [[fields objectForKey:@"ns"] unsignedLongLongValue];
  }
  _aneCompiles += [type isEqualToString:@"aneCompile"] ? 1 : 0;
  [_sink emit:type fields:sent];
}

- (BOOL)step:(NSString *)step fault:(ANOFault **)fault {
  [_steps addObject:step];
  for (NSArray *event in [_events objectForKey:step]) {
    [self sendEvent:[event objectAtIndex:0] fields:[event objectAtIndex:1]];
  }
  if ([_raising containsObject:step]) {
    [NSException raise:@"Played" format:@"%@ raises", step];
  }
  if (fault != NULL && [_faults objectForKey:step] != nil) {
    *fault = [_faults objectForKey:step];
    return NO;
  }
  return ![_silent containsObject:step];
}

- (void)beginRecordingTo:(id<ANOSink>)sink options:(ANOOptions *)options {
  [_steps addObject:@"begin"];
  [_sink autorelease];
  _sink = [sink retain];
  _aneNanoseconds = 0;
  _aneCompiles = 0;
}

- (void)setPrediction:(NSInteger)prediction {
  _prediction = prediction;
}

- (void)endRecording {
  [_steps addObject:@"end"];
  [_sink release];
  _sink = nil;
}

- (NSString *)compileModelAtPath:(NSString *)path fault:(ANOFault **)fault {
  return [self step:@"compile" fault:fault] ? @"/tmp/compiled.mlmodelc" : nil;
}

- (id<ANOModel>)loadModelAtPath:(NSString *)compiledPath
                        options:(ANOOptions *)options
                          fault:(ANOFault **)fault {
  return [self step:@"load" fault:fault] ? [ANOFakeModel modelOfRuntime:self] : nil;
}

- (BOOL)planModelAtPath:(NSString *)compiledPath
           computeUnits:(NSString *)computeUnits
                   sink:(id<ANOSink>)sink
                  fault:(ANOFault **)fault {
  [_sink autorelease];
  _sink = [sink retain];
  return [self step:@"plan" fault:fault];
}

- (void)analyzeModelAtPath:(NSString *)compiledPath
              computeUnits:(NSString *)computeUnits
                      sink:(id<ANOSink>)sink {
  [self step:@"analyze" fault:NULL];
}

- (NSArray<id<ANOWitness>> *)witnessesForOptions:(ANOOptions *)options {
  return @[ [ANOFakeWitness witnessOfRuntime:self] ];
}

@end
