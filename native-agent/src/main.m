/// The helper's command line.
#import <Foundation/Foundation.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#import "ANOCheck.h"
#import "ANODispatch.h"
#import "ANOLiveRuntime.h"
#import "ANOParent.h"
#import "ANOProbe.h"
#import "ANOProcess.h"

static const char kUsage[] =
    "usage: ane-agent [serve]\n"
    "       ane-agent check MODELPATH [LOGDIR] [--json] [--compute-units U] [--function F] "
    "[--classic]\n"
    "       ane-agent probe [CANARYDIR] [--json] [--seconds N]\n"
    "       ane-agent --version | --help\n"
    "\n"
    "serve   speaks the protocol with a service over standard input and output\n"
    "check   runs one model under hooks and says whether it ran on the Neural Engine\n"
    "        LOGDIR           keeps the tensors that pass the Neural Engine there\n"
    "        --compute-units  ALL, CPU_AND_NE, CPU_AND_GPU or CPU_ONLY. CPU_AND_NE unless\n"
    "                         given, but ALL (ANECompat's setting) before macOS 13\n"
    "        --function       the function of a multi-function model\n"
    "        --classic        Core ML's classic runtime, which names its segments\n"
    "        exits with 0 FULL, 1 PARTIAL, 2 NONE, 70 UNDETERMINED, or 3 read, 4 compile,\n"
    "        5 input, 6 prediction, 7 another failure\n"
    "probe   prints this machine, the hooks one by one and whether the canaries prove them\n"
    "        --seconds        how long one canary may take, 300 unless given\n"
    "        exits with 0 where they do, with 1 where they do not\n"
    "Wrong usage exits with 64.\n";

typedef struct {
  NSString *program;
  NSArray<NSString *> *arguments;
  int input;
  int output;
} Invocation;

static int Misuse(NSString *problem) {
  fprintf(stderr, "ane-agent: %s\n\n%s", [problem UTF8String], kUsage);
  return EX_USAGE;
}

static id<ANORuntime> MakeRuntime(void) {
  return [[[ANOLiveRuntime alloc] init] autorelease];
}

#pragma mark - Commands -

static int Serve(const Invocation *invocation) {
  if ([invocation->arguments count] > 0) {
    return Misuse(@"serve takes no arguments");
  }
  ano_process_detach(invocation->input);
  if (!ano_parent_watch()) {
    return ANOExitNotStarted;
  }
  return ANOServe(MakeRuntime(), invocation->input, invocation->output);
}

static int Check(const Invocation *invocation) {
  NSString *problem = nil;
  ANOCheckRequest *request = [ANOCheckRequest requestWithArguments:invocation->arguments
                                                           problem:&problem];
  return request == nil ? Misuse(problem) : ANOCheck(MakeRuntime(), request, invocation->output);
}

static int Probe(const Invocation *invocation) {
  NSString *problem = nil;
  ANOProbeRequest *request = [ANOProbeRequest requestWithArguments:invocation->arguments
                                                           problem:&problem];
  return request == nil ? Misuse(problem)
                        : ANOProbe(MakeRuntime(), request, invocation->program, invocation->output);
}

static int Version(const Invocation *invocation) {
  dprintf(invocation->output, "ane-agent %s\n", ANO_VERSION);
  return EX_OK;
}

static int Help(const Invocation *invocation) {
  dprintf(invocation->output, "%s", kUsage);
  return EX_OK;
}

static const struct {
  const char *name;
  int (*run)(const Invocation *invocation);
} kCommands[] = {
    {"serve", Serve}, {"check", Check}, {"probe", Probe}, {"--version", Version}, {"--help", Help}};

static int Run(const char *command, const Invocation *invocation) {
  for (size_t i = 0; i < sizeof(kCommands) / sizeof(kCommands[0]); i++) {
    if (strcmp(command, kCommands[i].name) == 0) {
      return kCommands[i].run(invocation);
    }
  }
  return Misuse([NSString stringWithFormat:@"There is no command %s", command]);
}

/// Arguments are bytes; a name that is no UTF-8 still names a file.
static NSString *Argument(const char *bytes) {
  NSFileManager *files = [NSFileManager defaultManager];
  return [files stringWithFileSystemRepresentation:bytes length:strlen(bytes)];
}

int main(int count, char **words) {
  int code = ANOExitNotStarted;
  Invocation invocation = {.input = -1, .output = -1};
  if (!ano_process_take_streams(&invocation.input, &invocation.output)) {
    fputs("ane-agent: the standard streams cannot be moved\n", stderr);
    _exit(code);
  }
  @autoreleasepool {
    @try {
      NSMutableArray *arguments = [NSMutableArray array];
      for (int i = 2; i < count; i++) {
        [arguments addObject:Argument(words[i])];
      }
      invocation.program = [[NSBundle mainBundle] executablePath];
      invocation.arguments = arguments;
      code = Run(count > 1 ? words[1] : "serve", &invocation);
    } @catch (NSException *exception) {
      NSLog(@"ane-agent failed: %@", exception);
    }
    // What the frameworks do at an orderly exit could crash or hang once all has been said.
    fflush(NULL);
    _exit(code);
  }
}
