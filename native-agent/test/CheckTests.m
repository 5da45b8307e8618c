/// `check` and `probe` at a terminal: arguments, lines, JSON and exit codes.
#include <fcntl.h>
#include <unistd.h>

#import "ANOCheck.h"
#import "ANOFakeRuntime.h"
#import "ANOJson.h"
#import "ANOProbe.h"
#import "ANOTest.h"

static ANOFakeRuntime *Runtime(void) {
  return [[[ANOFakeRuntime alloc] init] autorelease];
}

static NSNumber *Yes(void) {
  return [NSNumber numberWithBool:YES];
}

static NSString *Model(NSString *folder) {
  NSString *path = [folder stringByAppendingPathComponent:@"m.mlmodel"];
  [[NSData data] writeToFile:path atomically:NO];
  return path;
}

static NSString *const kKey = @"{\"isegment\":0,\"inputs\":{\"x\":{\"shape\":[1,1,1,1,1]}},"
                              @"\"outputs\":{\"y\":{\"shape\":[1,1,1,1,1]}}}";

/// Has the ANE run the whole model in one segment.
static void PlayFull(ANOFakeRuntime *runtime) {
  NSNumber *one = [NSNumber numberWithInt:1];
  [runtime during:@"load"
             emit:@"aneLoad"
           fields:@{
             @"model" : one,
             @"ok" : Yes(),
             @"ns" : one,
             @"segment" : @{@"key" : kKey}
           }];
  [runtime during:@"predict" emit:@"aneCall" fields:@{@"model" : one, @"ok" : Yes(), @"ns" : one}];
}

static NSString *Text(NSString *path) {
  return [NSString stringWithContentsOfFile:path encoding:NSUTF8StringEncoding error:NULL];
}

/// Runs `check` and returns its exit code, with what it printed on either stream.
static int Check(ANOFakeRuntime *runtime, NSArray *arguments, NSString **output, NSString **error) {
  NSString *folder = ANOTestFolder();
  NSString *problem = nil;
  ANOCheckRequest *request = [ANOCheckRequest
      requestWithArguments:[@[ Model(folder) ] arrayByAddingObjectsFromArray:arguments]
                   problem:&problem];
  CHECK_EQUAL(problem, nil);
  NSString *errors = [folder stringByAppendingPathComponent:@"error"];
  NSString *outputs = [folder stringByAppendingPathComponent:@"output"];
  int kept = dup(STDERR_FILENO);
  int errorFile = open([errors fileSystemRepresentation], O_WRONLY | O_CREAT, 0600);
  int outputFile = open([outputs fileSystemRepresentation], O_WRONLY | O_CREAT, 0600);
  dup2(errorFile, STDERR_FILENO);
  int code = ANOCheck(runtime, request, outputFile);
  dup2(kept, STDERR_FILENO);
  close(kept);
  close(errorFile);
  close(outputFile);
  *output = Text(outputs);
  *error = Text(errors);
  return code;
}

#pragma mark - Check -

TEST(printsThePredecessorsThreeLinesAndTheVerdict) {
  ANOFakeRuntime *runtime = Runtime();
  NSString *output = nil;
  NSString *error = nil;
  PlayFull(runtime);
  CHECK_INTEGER(Check(runtime, @[], &output, &error), 0);
  CHECK_EQUAL(output, @"FULL: 1 segment on the ANE; nothing is made outside\n");
  CHECK_CONTAINS(error, @"Model inputs: (x), outputs: (y)");
  CHECK_CONTAINS(error,
                 ([@"Intercepted evaluation of model with key: " stringByAppendingString:kKey]));
  CHECK_CONTAINS(error, @"Completed with status: Passed (0)");
}

TEST(endsWithTheVerdictsCode) {
  NSString *output = nil;
  NSString *error = nil;
  CHECK_INTEGER(Check(Runtime(), @[], &output, &error), 2);
  CHECK(([output hasPrefix:@"NONE: "]));
  CHECK_CONTAINS(error, @"Completed with status: Failed (2)");
  ANOFakeRuntime *partial = Runtime();
  PlayFull(partial);
  NSMutableDictionary *names = [NSMutableDictionary dictionaryWithDictionary:[partial names]];
  [names setObject:@[ @"y", @"label" ] forKey:@"outputs"];
  [names setObject:@[ @"label" ] forKey:@"nonTensorOutputs"];
  [partial setNames:names];
  CHECK_INTEGER(Check(partial, @[], &output, &error), 1);
  CHECK(([output hasPrefix:@"PARTIAL: "]));
  CHECK_CONTAINS(error, @"Completed with status: Partial (1)");
  ANOFakeRuntime *unhooked = Runtime();
  PlayFull(unhooked);
  [unhooked setHooksIntact:NO];
  CHECK_INTEGER(Check(unhooked, @[], &output, &error), 70);
  CHECK(([output hasPrefix:@"UNDETERMINED HOOKS_NOT_PROVEN: "]));
}

TEST(endsWithTheFailuresStatus) {
  NSDictionary *codes = @{
    @"load" : [NSNumber numberWithInt:3],
    @"compile" : [NSNumber numberWithInt:4],
    @"inputs" : [NSNumber numberWithInt:5],
    @"predict" : [NSNumber numberWithInt:6]
  };
  for (NSString *step in codes) {
    ANOFakeRuntime *runtime = Runtime();
    NSString *output = nil;
    NSString *error = nil;
    [[runtime silent] addObject:step];
    CHECK_INTEGER(Check(runtime, @[], &output, &error), [[codes objectForKey:step] intValue]);
    CHECK_CONTAINS(output, @"_ERROR: ");
  }
  ANOFakeRuntime *raising = Runtime();
  NSString *output = nil;
  NSString *error = nil;
  [[raising raising] addObject:@"load"];
  CHECK_INTEGER(Check(raising, @[], &output, &error), 7);
  CHECK_EQUAL(output, @"OTHER_ERROR: Played 0: load raises\n");
}

TEST(printsOneJsonObjectAndNothingElse) {
  ANOFakeRuntime *runtime = Runtime();
  NSString *output = nil;
  NSString *error = nil;
  PlayFull(runtime);
  CHECK_INTEGER(Check(runtime, @[ @"--json", @"--classic" ], &output, &error), 0);
  NSData *bytes = [output dataUsingEncoding:NSUTF8StringEncoding];
  NSDictionary *json = ANOJsonRead([bytes bytes], [bytes length]);
  CHECK_EQUAL([[json objectForKey:@"verdict"] objectForKey:@"status"], @"FULL");
  CHECK_EQUAL([[json objectForKey:@"verdict"] objectForKey:@"code"], [NSNumber numberWithInt:0]);
  NSDictionary *segment = [[json objectForKey:@"segments"] lastObject];
  CHECK_EQUAL([[[segment objectForKey:@"key"] objectForKey:@"outputs"] allKeys], @[ @"y" ]);
  CHECK_INTEGER([[segment objectForKey:@"calls"] integerValue], 1);
  CHECK_EQUAL([json objectForKey:@"computeUnits"], @"CPU_AND_NE");
}

TEST(makesTheFolderForDumpsOrSaysWhyNot) {
  NSString *output = nil;
  NSString *error = nil;
  NSString *folder = [ANOTestFolder() stringByAppendingPathComponent:@"a/b"];
  CHECK_INTEGER(Check(Runtime(), @[ folder ], &output, &error), 2);
  CHECK([[NSFileManager defaultManager] fileExistsAtPath:folder]);
  NSString *file = Model(folder);
  CHECK_INTEGER(Check(Runtime(), @[ [file stringByAppendingPathComponent:@"c"] ], &output, &error),
                7);
}

#pragma mark - Arguments -

static NSString *Problem(NSArray *arguments) {
  NSString *problem = nil;
  ANOCheckRequest *request = [ANOCheckRequest requestWithArguments:arguments problem:&problem];
  CHECK((request == nil) == (problem != nil));
  return problem;
}

TEST(saysWhatIsWrongWithArguments) {
  CHECK_EQUAL(Problem(@[]), @"A model's path is missing");
  CHECK_EQUAL(Problem(@[ @"--json" ]), @"A model's path is missing");
  CHECK_EQUAL(Problem(@[ @"a", @"b", @"c" ]), @"There are too many arguments");
  CHECK_EQUAL(Problem(@[ @"a", @"--fast" ]), @"There is no option --fast");
  CHECK_EQUAL(Problem(@[ @"a", @"--compute-units" ]), @"--compute-units needs a value");
  CHECK_EQUAL(Problem(@[ @"a", @"--compute-units", @"NPU" ]), @"There are no compute units NPU");
  CHECK_EQUAL(Problem(@[ @"a", @"--function", @"" ]), @"--function needs a value");
}

TEST(takesEveryArgument) {
  NSString *problem = nil;
  ANOCheckRequest *request = [ANOCheckRequest requestWithArguments:@[
    @"--compute-units", @"ALL", @"m.mlmodel", @"--classic", @"/logs", @"--function", @"f", @"--json"
  ]
                                                           problem:&problem];
  CHECK_EQUAL(problem, nil);
  NSString *here = [[NSFileManager defaultManager] currentDirectoryPath];
  ANOOptions *options = [request optionsForHost:@{}];
  CHECK_EQUAL([options modelPath], [here stringByAppendingPathComponent:@"m.mlmodel"]);
  CHECK_EQUAL([options dumpDirectory], @"/logs");
  CHECK_EQUAL([options computeUnits], @"ALL");
  CHECK_EQUAL([options function], @"f");
  CHECK([options forceClassicEngine] && [request json]);
  request = [ANOCheckRequest requestWithArguments:@[ @"--", @"--json" ] problem:&problem];
  CHECK_EQUAL([request modelPath], [here stringByAppendingPathComponent:@"--json"]);
}

TEST(usesAllComputeUnitsWhereTheSystemHasNoOtherWay) {
  CHECK_EQUAL(ANOUsualComputeUnits(@{@"osVersion" : @"12.6.1"}), @"ALL");
  CHECK_EQUAL(ANOUsualComputeUnits(@{@"osVersion" : @"13.0"}), @"CPU_AND_NE");
  CHECK_EQUAL(ANOUsualComputeUnits(@{@"osVersion" : @"26.1"}), @"CPU_AND_NE");
  CHECK_EQUAL(ANOUsualComputeUnits(@{}), @"CPU_AND_NE");
}

#pragma mark - Probe -

/// Runs `probe` by a program that stands for the helper and returns what it printed.
static NSString *Probe(ANOFakeRuntime *runtime, NSArray *arguments, NSString *helper, int *code) {
  NSString *problem = nil;
  ANOProbeRequest *request = [ANOProbeRequest requestWithArguments:arguments problem:&problem];
  CHECK_EQUAL(problem, nil);
  NSString *path = [ANOTestFolder() stringByAppendingPathComponent:@"output"];
  int output = open([path fileSystemRepresentation], O_WRONLY | O_CREAT, 0600);
  *code = ANOProbe(runtime, request, helper, output);
  close(output);
  return Text(path);
}

static NSString *Canaries(void) {
  NSString *folder = ANOTestFolder();
  for (NSString *name in @[ @"canary-classic.mlmodel", @"canary-program.mlpackage" ]) {
    [[NSData data] writeToFile:[folder stringByAppendingPathComponent:name] atomically:NO];
  }
  return folder;
}

TEST(saysThatThereIsNoCanary) {
  int code = 0;
  NSString *text = Probe(Runtime(), @[ @"/nowhere" ], @"/bin/false", &code);
  CHECK_INTEGER(code, 1);
  CHECK_CONTAINS(text, @"Not proven: There is no canary at /nowhere/canary-classic.mlmodel");
  CHECK_CONTAINS(text, @"Host: Apple M1 (Macmini9,1), macOS 14.5 (23F79), simulated");
  CHECK_CONTAINS(text, @"Hook: INSTALLED -[_ANEClient doEvaluateDirect");
}

TEST(provesNothingByAHelperThatDies) {
  int code = 0;
  NSString *text = Probe(Runtime(), @[ Canaries(), @"--json" ], @"/bin/false", &code);
  NSData *bytes = [text dataUsingEncoding:NSUTF8StringEncoding];
  NSDictionary *json = ANOJsonRead([bytes bytes], [bytes length]);
  CHECK_INTEGER(code, 1);
  CHECK(![[json objectForKey:@"proven"] boolValue]);
  CHECK_INTEGER([[json objectForKey:@"canaries"] count], 4);
  for (NSDictionary *canary in [json objectForKey:@"canaries"]) {
    CHECK(![[canary objectForKey:@"passed"] boolValue]);
    CHECK_EQUAL([canary objectForKey:@"detail"], @"the helper ended with 1");
  }
}

TEST(provesNothingByAHelperThatIsNoHelper) {
  int code = 0;
  NSString *text = Probe(Runtime(), @[ Canaries() ], @"/bin/echo", &code);
  CHECK_INTEGER(code, 1);
  CHECK_CONTAINS(text, @"the helper wrote a line that is wrong: the line is not JSON");
}

TEST(saysWhatIsWrongWithTheArgumentsOfProbe) {
  NSString *problem = nil;
  CHECK([ANOProbeRequest requestWithArguments:@[ @"a", @"b" ] problem:&problem] == nil);
  CHECK_EQUAL(problem, @"There are too many arguments");
  CHECK([ANOProbeRequest requestWithArguments:@[ @"--seconds", @"0" ] problem:&problem] == nil);
  CHECK_EQUAL(problem, @"--seconds needs a number from 1 to 86400");
  CHECK([ANOProbeRequest requestWithArguments:@[ @"--all" ] problem:&problem] == nil);
  CHECK_EQUAL(problem, @"There is no option --all");
}
