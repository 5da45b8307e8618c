/// Whole conversations, from `hello` to the end.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#import "ANOConversation.h"
#import "ANOFakeRuntime.h"
#import "ANOOutlet.h"
#import "ANOTest.h"

static ANOFakeRuntime *Runtime(void) {
  return [[[ANOFakeRuntime alloc] init] autorelease];
}

static NSString *EvaluateLine(NSString *path) {
  return [NSString stringWithFormat:@"{\"type\":\"evaluate\",\"id\":\"e1\",\"modelPath\":\"%@\","
                                    @"\"computeUnits\":\"CPU_AND_NE\",\"predictions\":1}",
                                    path];
}

/// Returns a request for a model that is there.
static NSString *Evaluate(void) {
  NSString *path = [ANOTestFolder() stringByAppendingPathComponent:@"m.mlmodel"];
  [[NSData data] writeToFile:path atomically:NO];
  return EvaluateLine(path);
}

static NSString *const kPlan =
    @"{\"type\":\"plan\",\"id\":\"p1\",\"compiledModelPath\":\"/m.mlmodelc\","
    @"\"computeUnits\":\"ALL\"}";

static void CheckRefused(ANOConversation *conversation, NSString *text, NSString *identifier) {
  NSDictionary *failure = [[conversation messages] lastObject];
  CHECK_INTEGER([conversation ended], ANOExitFailure);
  CHECK_EQUAL([conversation types], @"hello failure");
  CHECK_INTEGER([[failure objectForKey:@"status"] integerValue], ANOStatusOther);
  CHECK_EQUAL([failure objectForKey:@"domain"], @"dev.aneoracle.protocol");
  CHECK_INTEGER([[failure objectForKey:@"code"] integerValue], 1);
  CHECK_EQUAL([failure objectForKey:@"message"], text);
  CHECK_EQUAL([failure objectForKey:@"id"], identifier);
}

static NSData *Bytes(const char *text) {
  return [NSData dataWithBytes:text length:strlen(text)];
}

#pragma mark - Conversations -

TEST(saysHelloAndEvaluatesOneModel) {
  ANOFakeRuntime *runtime = Runtime();
  ANOConversation *conversation = [ANOConversation withRuntime:runtime line:Evaluate()];
  CHECK_INTEGER([conversation ended], ANOExitResult);
  CHECK_EQUAL([conversation types], @"hello phase phase phase evidence evidence result");
  for (NSDictionary *message in [conversation messages]) {
    BOOL hello = [[message objectForKey:@"type"] isEqual:@"hello"];
    CHECK_EQUAL([message objectForKey:@"id"], hello ? nil : @"e1");
  }
  CHECK_EQUAL([[runtime steps] lastObject], @"late");
}

TEST(saysInHelloWhatItIs) {
  ANOConversation *conversation = [ANOConversation withRuntime:Runtime() input:[NSData data]];
  NSDictionary *hello = [[conversation messages] lastObject];
  CHECK_INTEGER([[hello objectForKey:@"pid"] integerValue], getpid());
  CHECK([[hello objectForKey:@"simulated"] boolValue]);
  CHECK_EQUAL([[hello objectForKey:@"host"] objectForKey:@"chip"], @"Apple M1");
  CHECK_EQUAL([[[hello objectForKey:@"hooks"] lastObject] objectForKey:@"status"], @"INSTALLED");
}

TEST(saysUnknownOfAHostThatTellsLittle) {
  ANOFakeRuntime *runtime = Runtime();
  NSMutableDictionary *host = [NSMutableDictionary dictionaryWithDictionary:[runtime host]];
  [host removeObjectForKey:@"chip"];
  [host setObject:[NSNull null] forKey:@"osBuild"];
  [runtime setPlayedHost:host];
  ANOConversation *conversation = [ANOConversation withRuntime:runtime input:[NSData data]];
  NSDictionary *said = [[[conversation messages] lastObject] objectForKey:@"host"];
  CHECK_EQUAL([said objectForKey:@"chip"], @"unknown");
  CHECK_EQUAL([said objectForKey:@"osBuild"], @"unknown");
  CHECK_EQUAL([said objectForKey:@"osVersion"], @"14.5");
}

TEST(plansAndAnalyzes) {
  ANOFakeRuntime *runtime = Runtime();
  ANOConversation *conversation = [ANOConversation withRuntime:runtime line:kPlan];
  CHECK_INTEGER([conversation ended], ANOExitResult);
  CHECK_EQUAL([conversation types], @"hello phase result");
  CHECK_EQUAL([runtime steps], (@[ @"plan", @"analyze" ]));
}

TEST(endsWithItsOwnCodeWithoutARequest) {
  ANOConversation *conversation = [ANOConversation withRuntime:Runtime() input:[NSData data]];
  CHECK_INTEGER([conversation ended], ANOExitNoRequest);
  CHECK_EQUAL([conversation types], @"hello");
}

TEST(endsWithAFailureThatNothingFollows) {
  ANOFakeRuntime *runtime = Runtime();
  [[runtime raising] addObject:@"predict"];
  ANOConversation *conversation = [ANOConversation withRuntime:runtime line:Evaluate()];
  CHECK_INTEGER([conversation ended], ANOExitFailure);
  CHECK_EQUAL([conversation types], @"hello phase phase phase failure");
  CHECK(![[runtime steps] containsObject:@"late"]);
}

TEST(servesOneRequestOnly) {
  ANOFakeRuntime *runtime = Runtime();
  NSString *two = [NSString stringWithFormat:@"%@\n%@", kPlan, kPlan];
  ANOConversation *conversation = [ANOConversation withRuntime:runtime line:two];
  CHECK_EQUAL([conversation types], @"hello phase result");
}

#pragma mark - Refusals -

TEST(refusesEachWrongLineWithAMessageOfItsOwn) {
  NSMutableData *longLine = [NSMutableData dataWithLength:2 * 1024 * 1024];
  memset([longLine mutableBytes], 'x', [longLine length]);
  NSArray *inputs = @[
    longLine, Bytes("{\"type\":\"plan\""), Bytes("\xff\n"), Bytes("hello\n"), Bytes("[1]\n"),
    Bytes("{}\n"), Bytes("{\"type\":\"train\",\"id\":\"1\"}\n")
  ];
  NSArray *texts = @[
    @"the line is longer than 1 MiB", @"the stream ended within a line", @"the line is not UTF-8",
    @"the line is not JSON", @"the line is no JSON object", @"the object has no text named type",
    @"unknown type: train"
  ];
  for (NSUInteger i = 0; i < [inputs count]; i++) {
    CheckRefused([ANOConversation withRuntime:Runtime() input:[inputs objectAtIndex:i]],
                 [texts objectAtIndex:i], nil);
  }
}

TEST(answersAWrongPropertyUnderTheRequestsId) {
  CheckRefused([ANOConversation withRuntime:Runtime() line:EvaluateLine(@"relative.mlmodel")],
               @"modelPath is not an absolute path", @"e1");
  CheckRefused([ANOConversation withRuntime:Runtime() line:@"{\"type\":\"plan\",\"id\":7}"],
               @"id is not a text, or empty", nil);
}

TEST(refusesToReadFromWhatCannotBeRead) {
  NSString *path = [ANOTestFolder() stringByAppendingPathComponent:@"output"];
  int writing = open([path fileSystemRepresentation], O_WRONLY | O_CREAT, 0600);
  CHECK_INTEGER(ANOServe(Runtime(), -1, writing), ANOExitFailure);
  close(writing);
  CHECK_EQUAL([[ANOMessagesInFile(path) lastObject] objectForKey:@"message"],
              @"standard input cannot be read");
}

#pragma mark - The outlet -

static NSDictionary *Log(NSString *text) {
  return @{@"level" : @"INFO", @"text" : text};
}

/// Returns the types of what comes out of an outlet.
static NSString *TypesAfter(void (^block)(ANOOutlet *outlet)) {
  NSString *path = [ANOTestFolder() stringByAppendingPathComponent:@"output"];
  int writing = open([path fileSystemRepresentation], O_WRONLY | O_CREAT, 0600);
  ANOOutlet *outlet = [[[ANOOutlet alloc] initWithDescriptor:writing] autorelease];
  [outlet setIdentifier:@"1"];
  block(outlet);
  close(writing);
  return [[ANOMessagesInFile(path) valueForKey:@"type"] componentsJoinedByString:@" "];
}

static NSDictionary *Phase(void) {
  return @{@"name" : @"LOADING"};
}

static NSDictionary *Result(void) {
  return @{@"timings" : @{}};
}

static NSDictionary *Failure(void) {
  return @{
    @"status" : [NSNumber numberWithInt:7],
    @"domain" : @"d",
    @"code" : [NSNumber numberWithInt:1],
    @"message" : @"m"
  };
}

TEST(letsOnlyEvidenceOperationsAndLogsFollowAResult) {
  NSString *types = TypesAfter(^(ANOOutlet *outlet) {
    [outlet emit:@"phase" fields:Phase()];
    [outlet emit:@"result" fields:Result()];
    [outlet emit:@"phase" fields:Phase()];
    [outlet emit:@"result" fields:Result()];
    [outlet emit:@"failure" fields:Failure()];
    [outlet emit:@"log" fields:Log(@"a")];
    [outlet emit:@"evidence" fields:@{@"kind" : @"stacks", @"data" : @{}}];
  });
  CHECK_EQUAL(types, @"phase result log evidence");
}

TEST(letsNothingFollowAFailure) {
  NSString *types = TypesAfter(^(ANOOutlet *outlet) {
    [outlet emit:@"failure" fields:Failure()];
    [outlet emit:@"log" fields:Log(@"a")];
    [outlet emit:@"result" fields:Result()];
  });
  CHECK_EQUAL(types, @"failure");
}

TEST(saysThatItShortenedAMessage) {
  NSString *types = TypesAfter(^(ANOOutlet *outlet) {
    NSString *text = [@"" stringByPaddingToLength:3000000 withString:@"x" startingAtIndex:0];
    [outlet emit:@"log" fields:Log(text)];
    [outlet emit:@"phase" fields:Phase()];
  });
  CHECK_EQUAL(types, @"log log phase");
}

static void *EmitMany(void *argument) {
  for (int i = 0; i < 500; i++) {
    @autoreleasepool {
      NSString *text = [@"" stringByPaddingToLength:(NSUInteger)(i % 50) * 100
                                         withString:@"é"
                                    startingAtIndex:0];
      [(id)argument emit:@"log" fields:Log(text)];
    }
  }
  return NULL;
}

TEST(keepsLinesWholeThatComeFromManyThreads) {
  NSString *types = TypesAfter(^(ANOOutlet *outlet) {
    pthread_t threads[8];
    for (int i = 0; i < 8; i++) {
      CHECK(pthread_create(&threads[i], NULL, EmitMany, outlet) == 0);
    }
    for (int i = 0; i < 8; i++) {
      pthread_join(threads[i], NULL);
    }
  });
  CHECK_INTEGER([[types componentsSeparatedByString:@" "] count], 4000);
}

TEST(staysQuietOnceNobodyReads) {
  int ends[2];
  signal(SIGPIPE, SIG_IGN);
  CHECK(pipe(ends) == 0);
  close(ends[0]);
  ANOOutlet *outlet = [[[ANOOutlet alloc] initWithDescriptor:ends[1]] autorelease];
  [outlet emit:@"log" fields:Log(@"a")];
  [outlet emit:@"log" fields:Log(@"b")];
  close(ends[1]);
}
