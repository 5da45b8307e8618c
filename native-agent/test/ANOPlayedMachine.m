#import "ANOPlayedMachine.h"

#import "ANOTest.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const char *const copied = "ANO_ON_MACHINE";

static void checkFile(BOOL made, NSString *name) {
  if (!made) {
    ANOTestFail(__FILE__, __LINE__, @"cannot make %@", name);
  }
}

/// Copies the program, links the libraries that it looks for beside itself, and adds the script.
static NSString *copyProgram(NSDictionary *machine) {
  NSFileManager *files = [NSFileManager defaultManager];
  NSString *program = [@"/proc/self/exe" stringByResolvingSymlinksInPath];
  NSString *libraries =
      [[program stringByDeletingLastPathComponent] stringByDeletingLastPathComponent];
  NSString *folder = ANOTestFolder();
  for (NSString *name in [files contentsOfDirectoryAtPath:libraries error:NULL]) {
    if ([[name pathExtension] isEqualToString:@"so"]) {
      NSString *library = [libraries stringByAppendingPathComponent:name];
      NSString *link = [folder stringByAppendingPathComponent:name];
      checkFile(symlink([library fileSystemRepresentation], [link fileSystemRepresentation]) == 0,
                link);
    }
  }
  NSData *script = [NSJSONSerialization dataWithJSONObject:machine options:0 error:NULL];
  NSString *copy = [folder stringByAppendingPathComponent:@"program"];
  checkFile([script writeToFile:[folder stringByAppendingPathComponent:@"standin.json"]
                     atomically:NO],
            @"standin.json");
  checkFile([files copyItemAtPath:program toPath:copy error:NULL], copy);
  return copy;
}

BOOL ANOOnMachine(const char *test, NSDictionary *machine) {
  if (getenv(copied)) {
    return YES;
  }
  const char *program = [copyProgram(machine) fileSystemRepresentation];
  char *words[] = {(char *)program, (char *)test, NULL};
  pid_t child = 0;
  // What it fails at is told on its standard error; its count of tests would only confuse.
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  setenv(copied, "1", 1);
  int failed = posix_spawn(&child, program, &files, NULL, words, environ);
  unsetenv(copied);
  posix_spawn_file_actions_destroy(&files);
  int status = -1;
  if (failed || waitpid(child, &status, 0) != child || status != 0) {
    ANOTestFail(test, 0, @"the copy ended with status %d", status);
  }
  return NO;
}
