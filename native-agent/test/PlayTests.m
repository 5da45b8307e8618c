/// What befalls a helper when a script says so.
#import "ANOHooks.h"
#import "ANOLoading.h"
#import "ANOScriptText.h"
#import "ANOScriptedModel.h"
#import "ANOTest.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { kRanOn = 77 };

static NSString *playing(NSString *play) {
  NSString *script = [NSString stringWithFormat:@"{'play':[{'at':'load',%@}]}", play];
  return ANOScriptedModel(@"m.mlmodelc", ANOScriptText(script));
}

static MLModel *load(NSString *path, ANOFault **fault) {
  *fault = nil;
  return ANOLoadedModel(path, ANOPlainOptions(), fault);
}

/// Loads the model in a child and returns how the child ended; kRanOn where it lived through it.
static int endOf(NSString *play) {
  NSString *path = playing(play);
  pid_t child = fork();
  if (child == 0) {
    ANOFault *fault = nil;
    load(path, &fault);
    _exit(kRanOn);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

/// What the play writes to that descriptor.
static NSString *writtenTo(int descriptor, NSString *play) {
  NSString *path = playing(play);
  int ends[2];
  CHECK(pipe(ends) == 0);
  int kept = dup(descriptor);
  dup2(ends[1], descriptor);
  ANOFault *fault = nil;
  MLModel *model = load(path, &fault);
  dup2(kept, descriptor);
  close(kept);
  close(ends[1]);
  CHECK(model != nil);
  char text[4096];
  ssize_t length = read(ends[0], text, sizeof text);
  close(ends[0]);
  return [[[NSString alloc] initWithBytes:text
                                   length:(NSUInteger)(length > 0 ? length : 0)
                                 encoding:NSUTF8StringEncoding] autorelease];
}

TEST(diesOfTheSignal) {
  for (NSString *name in
       @[ @"SIGSEGV", @"SIGABRT", @"SIGKILL", @"SIGBUS", @"SIGILL", @"SIGTRAP" ]) {
    int status = endOf([NSString stringWithFormat:@"'what':'signal','signal':'%@'", name]);
    CHECK(WIFSIGNALED(status));
  }
  CHECK_INTEGER(WTERMSIG(endOf(@"'what':'signal','signal':'SIGSEGV'")), SIGSEGV);
  CHECK_INTEGER(WTERMSIG(endOf(@"'what':'signal','signal':'SIGKILL'")), SIGKILL);
}

TEST(exitsWithTheCode) {
  int status = endOf(@"'what':'exit','code':9");
  CHECK(WIFEXITED(status));
  CHECK_INTEGER(WEXITSTATUS(status), 9);
}

TEST(livesOnWhereThePlayIsForAnotherPoint) {
  CHECK_INTEGER(WEXITSTATUS(endOf(@"'what':'slow','ms':0},{'at':'plan','what':'exit','code':9")),
                kRanOn);
}

TEST(hangsUntilItIsKilled) {
  NSString *path = playing(@"'what':'hang'");
  int ends[2];
  CHECK(pipe(ends) == 0);
  pid_t child = fork();
  if (child == 0) {
    ANOFault *fault = nil;
    ssize_t told = write(ends[1], "b", 1);
    load(path, &fault);
    told += write(ends[1], "a", 1);
    _exit(told == 2 ? kRanOn : 0);
  }
  char byte = 0;
  CHECK_INTEGER(read(ends[0], &byte, 1), 1);
  struct pollfd more = {.fd = ends[0], .events = POLLIN};
  CHECK_INTEGER(poll(&more, 1, 200), 0);
  CHECK_INTEGER(kill(child, SIGKILL), 0);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  close(ends[0]);
  close(ends[1]);
}

TEST(failsWithTheErrorOrWithoutOne) {
  ANOFault *fault = nil;
  CHECK(load(playing(@"'what':'error','domain':'d','code':5,'text':'why'"), &fault) == nil);
  CHECK_EQUAL(fault.domain, @"d");
  CHECK_INTEGER(fault.code, 5);
  CHECK_CONTAINS(fault.message, @"why");
  CHECK(load(playing(@"'what':'error','nil':true"), &fault) == nil);
  CHECK(fault != nil);
}

TEST(raisesTheException) {
  ANOFault *fault = nil;
  NSString *name = nil;
  @try {
    load(playing(@"'what':'raise','name':'Odd','text':'why'"), &fault);
  } @catch (NSException *exception) {
    name = [exception name];
  }
  CHECK_EQUAL(name, @"Odd");
}

TEST(takesItsTime) {
  struct timespec before;
  struct timespec after;
  ANOFault *fault = nil;
  clock_gettime(CLOCK_MONOTONIC, &before);
  load(playing(@"'what':'slow','ms':30"), &fault);
  clock_gettime(CLOCK_MONOTONIC, &after);
  long long passed = (after.tv_sec - before.tv_sec) * 1000000000LL + after.tv_nsec - before.tv_nsec;
  CHECK(passed >= 30000000);
}

TEST(printsToEitherDescriptor) {
  CHECK_EQUAL(writtenTo(1, @"'what':'stdout','bytes':3,'text':'say '"), @"say ###");
  CHECK_EQUAL(writtenTo(2, @"'what':'stderr','text':'whisper'"), @"whisper");
}

TEST(leavesAFileOfTheSize) {
  ANOFault *fault = nil;
  NSString *name = [NSString stringWithFormat:@"standin-%d.bin", getpid()];
  NSString *file = [NSTemporaryDirectory() stringByAppendingPathComponent:name];
  load(playing(@"'what':'files','bytes':1000"), &fault);
  CHECK_INTEGER([[NSData dataWithContentsOfFile:file] length], 1000);
  [[NSFileManager defaultManager] removeItemAtPath:file error:NULL];
}

TEST(leavesAChildInItsOwnGroup) {
  NSString *path = playing(@"'what':'fork'");
  int ends[2];
  CHECK(pipe(ends) == 0);
  pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    close(ends[0]);
    ANOFault *fault = nil;
    load(path, &fault);
    _exit(kRanOn);
  }
  close(ends[1]);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK_INTEGER(WEXITSTATUS(status), kRanOn);
  // The grandchild is there yet, and ends with the group; then nobody holds the pipe.
  CHECK_INTEGER(kill(-child, SIGKILL), 0);
  char byte;
  CHECK_INTEGER(read(ends[0], &byte, 1), 0);
  close(ends[0]);
}

TEST(putsAHookedMethodBack) {
  [ANOHooks install];
  CHECK([ANOHooks intact]);
  ANOFault *fault = nil;
  load(playing(@"'what':'detach','class':'_ANEClient',"
               @"'selector':'doEvaluateDirectWithModel:options:request:qos:error:'"),
       &fault);
  CHECK(![ANOHooks intact]);
}
