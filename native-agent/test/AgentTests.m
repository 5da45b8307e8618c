/// The helper's own binary, over stand-ins that a test scripts.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#import "ANOChild.h"
#import "ANOJson.h"
#import "ANOMessages.h"
#import "ANOTest.h"

static const unsigned long long kLimit = 60ull * 1000000000ull;

static NSString *const kSegment =
    @"\"segments\":[{\"inputs\":{\"x\":[4,1,1,1,1]},\"outputs\":{\"y\":[4,1,1,1,1]}}]";

/// Returns the script of a model that runs on the ANE as a whole, with more properties.
static NSString *Script(NSString *rest) {
  NSString *tensor = @"\"type\":\"multiArray\",\"shape\":[1,4],\"dataType\":\"FLOAT32\"";
  return [NSString stringWithFormat:@"{\"inputs\":[{\"name\":\"x\",%@}],\"outputs\":[{\"name\":"
                                    @"\"y\",%@}],%@%@}",
                                    tensor, tensor, kSegment, rest];
}

static void WriteText(NSString *text, NSString *path) {
  CHECK([text writeToFile:path atomically:NO encoding:NSUTF8StringEncoding error:NULL]);
}

/// Returns the path of a copy of the helper that has the script of a machine beside it.
static NSString *Helper(NSString *script) {
  NSFileManager *files = [NSFileManager defaultManager];
  NSString *build = [NSString stringWithUTF8String:getenv("ANO_BUILD")];
  NSString *folder = ANOTestFolder();
  for (NSString *name in [files contentsOfDirectoryAtPath:build error:NULL]) {
    if ([name isEqualToString:@"ane-agent"] || [[name pathExtension] isEqualToString:@"so"]) {
      CHECK([files copyItemAtPath:[build stringByAppendingPathComponent:name]
                           toPath:[folder stringByAppendingPathComponent:name]
                            error:NULL]);
    }
  }
  NSString *canaries = [folder stringByAppendingPathComponent:@"canary"];
  [files createDirectoryAtPath:canaries withIntermediateDirectories:YES attributes:nil error:NULL];
  WriteText(@"", [canaries stringByAppendingPathComponent:@"canary-classic.mlmodel"]);
  WriteText(@"", [canaries stringByAppendingPathComponent:@"canary-program.mlpackage"]);
  WriteText(script, [folder stringByAppendingPathComponent:@"standin.json"]);
  return [folder stringByAppendingPathComponent:@"ane-agent"];
}

/// Returns the script of a machine on which every model is played alike.
static NSString *Machine(NSString *model, NSString *rest) {
  return [NSString stringWithFormat:@"{\"models\":{\"*\":%@}%@}", model, rest];
}

/// Starts the helper with standard error thrown away, where it prints what it is made to.
static BOOL StartQuietly(ano_child *child, NSString *helper, const char *argument) {
  int kept = dup(STDERR_FILENO);
  int nothing = open("/dev/null", O_WRONLY);
  dup2(nothing, STDERR_FILENO);
  BOOL started = ano_child_start(child, [helper fileSystemRepresentation], argument, kLimit);
  dup2(kept, STDERR_FILENO);
  close(kept);
  close(nothing);
  return started;
}

/// Runs the helper with one argument, tells it a line, and returns its lines until the end.
static NSArray<NSString *> *Run(NSString *helper, const char *argument, NSString *told,
                                int *status) {
  NSMutableArray *lines = [NSMutableArray array];
  NSData *bytes = [told dataUsingEncoding:NSUTF8StringEncoding];
  ano_child child;
  const char *line = NULL;
  size_t length = 0;
  CHECK(StartQuietly(&child, helper, argument));
  ano_child_tell(&child, [bytes bytes], [bytes length]);
  while (ano_line_read(&child.lines, &line, &length) == ANO_LINE_READ) {
    [lines addObject:[[[NSString alloc] initWithBytes:line
                                               length:length
                                             encoding:NSUTF8StringEncoding] autorelease]];
  }
  *status = ano_child_end(&child);
  return lines;
}

static NSString *Request(void) {
  NSString *path = [ANOTestFolder() stringByAppendingPathComponent:@"m.mlmodel"];
  WriteText(@"", path);
  return [NSString stringWithFormat:@"{\"type\":\"evaluate\",\"id\":\"1\",\"modelPath\":\"%@\","
                                    @"\"computeUnits\":\"CPU_AND_NE\",\"predictions\":2}\n",
                                    path];
}

/// Returns the types of the lines, each of which must be one of the helper's.
static NSArray<NSString *> *Types(NSArray<NSString *> *lines) {
  NSMutableArray *types = [NSMutableArray array];
  for (NSString *line in lines) {
    NSData *bytes = [line dataUsingEncoding:NSUTF8StringEncoding];
    ANORefusal *refusal = nil;
    NSDictionary *message =
        ANOMessageRead([bytes bytes], [bytes length], ANOSideHelper, nil, &refusal);
    CHECK_EQUAL([refusal text], nil);
    [types addObject:message == nil ? @"?" : [message objectForKey:@"type"]];
  }
  return types;
}

static int Ended(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

#pragma mark - Serve -

TEST(servesAnEvaluationFromHelloToTheEnd) {
  int status = 0;
  NSArray *types = Types(Run(Helper(Machine(Script(@""), @"")), "serve", Request(), &status));
  CHECK_INTEGER(Ended(status), 0);
  CHECK_EQUAL([types objectAtIndex:0], @"hello");
  CHECK_INTEGER([[types indexesOfObjectsPassingTest:^BOOL(id type, NSUInteger i, BOOL *stop) {
                  return [type isEqual:@"aneCall"];
                }] count],
                2);
  CHECK([types containsObject:@"result"]);
}

TEST(keepsItsLinesWholeWhateverTheFrameworksPrint) {
  NSString *play =
      @",\"play\":[{\"at\":\"load\",\"what\":\"stdout\",\"bytes\":2000000},"
      @"{\"at\":\"predict\",\"what\":\"stdout\",\"text\":\"{\\\"type\\\":\\\"x\\\"}\"}]";
  int status = 0;
  NSArray *types = Types(Run(Helper(Machine(Script(play), @"")), "serve", Request(), &status));
  CHECK_INTEGER(Ended(status), 0);
  CHECK([types containsObject:@"result"]);
}

TEST(endsWithTwoWhereNoRequestComes) {
  int status = 0;
  NSArray *types = Types(Run(Helper(Machine(Script(@""), @"")), "serve", @"", &status));
  CHECK_INTEGER(Ended(status), 2);
  CHECK_EQUAL(types, @[ @"hello" ]);
}

TEST(diesOfASignalWithoutAResult) {
  NSString *play = @",\"play\":[{\"at\":\"predict\",\"what\":\"signal\",\"signal\":\"SIGABRT\"}]";
  int status = 0;
  NSArray *types = Types(Run(Helper(Machine(Script(play), @"")), "serve", Request(), &status));
  CHECK_INTEGER(Ended(status), -SIGABRT);
  CHECK_EQUAL([types lastObject], @"phase");
}

/// Starts a helper that hangs in a prediction, and stays until it is killed itself.
_Noreturn static void BeParentOfHangingHelper(NSString *helper, NSString *request, int writing) {
  NSData *bytes = [request dataUsingEncoding:NSUTF8StringEncoding];
  ano_child child;
  const char *line = NULL;
  size_t length = 0;
  if (!StartQuietly(&child, helper, "serve") ||
      !ano_write_fully(child.input, [bytes bytes], [bytes length])) {
    _exit(1);
  }
  while (ano_line_read(&child.lines, &line, &length) == ANO_LINE_READ) {
    if (memmem(line, length, "RUNNING_PREDICTION", 18) != NULL &&
        write(writing, &child.pid, sizeof(child.pid)) != sizeof(child.pid)) {
      _exit(1);
    }
  }
  _exit(1);
}

TEST(diesWithItsParentInTheMiddleOfAPrediction) {
  NSString *play = @",\"play\":[{\"at\":\"predict\",\"what\":\"hang\"}]";
  NSString *helper = Helper(Machine(Script(play), @""));
  NSString *request = Request();
  int ends[2];
  pid_t hanging = 0;
  CHECK(pipe(ends) == 0);
  pid_t parent = fork();
  if (parent == 0) {
    BeParentOfHangingHelper(helper, request, ends[1]);
  }
  close(ends[1]);
  CHECK(read(ends[0], &hanging, sizeof(hanging)) == sizeof(hanging));
  kill(parent, SIGKILL);
  waitpid(parent, NULL, 0);
  // The helper had inherited the pipe: its end is the helper's.
  char byte;
  struct pollfd wanted = {.fd = ends[0], .events = POLLIN};
  CHECK(poll(&wanted, 1, 20000) == 1 && read(ends[0], &byte, 1) == 0);
  close(ends[0]);
}

#pragma mark - Probe -

TEST(provesItsHooksByCanariesThatRunOnTheANE) {
  int status = 0;
  NSArray *lines = Run(Helper(Machine(Script(@""), @"")), "probe", @"", &status);
  CHECK_INTEGER(Ended(status), 0);
  CHECK_CONTAINS([lines lastObject], @"Proven");
}

TEST(provesNothingWhereAHookIsMissing) {
  NSString *missing = @",\"missing\":[{\"class\":\"_ANEClient\",\"selector\":"
                      @"\"doEvaluateDirectWithModel:options:request:qos:error:\"}]";
  int status = 0;
  NSArray *lines = Run(Helper(Machine(Script(@""), missing)), "probe", @"", &status);
  CHECK_INTEGER(Ended(status), 1);
  CHECK_CONTAINS([lines lastObject], @"Not proven");
}

TEST(provesNothingWhereACanaryStaysOnTheCpu) {
  NSString *script = [Script(@"") stringByReplacingOccurrencesOfString:kSegment
                                                            withString:@"\"segments\":[]"];
  int status = 0;
  NSArray *lines = Run(Helper(Machine(script, @"")), "probe", @"", &status);
  CHECK_INTEGER(Ended(status), 1);
  CHECK_CONTAINS([lines lastObject], @"not seen on the ANE");
}

TEST(saysHowItIsUsed) {
  int status = 0;
  CHECK_CONTAINS([Run(Helper(@"{}"), "--help", @"", &status) objectAtIndex:0], @"usage: ane-agent");
  CHECK_INTEGER(Ended(status), 0);
  CHECK_EQUAL(Run(Helper(@"{}"), "train", @"", &status), @[]);
  CHECK_INTEGER(Ended(status), 64);
}
