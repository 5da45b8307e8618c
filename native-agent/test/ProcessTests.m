/// What the helper does to its process: streams, groups, and its parent's end.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#import "ANOChild.h"
#import "ANOParent.h"
#import "ANOProcess.h"
#import "ANOTest.h"

enum { LIMIT_MILLISECONDS = 20000 };

/// Returns whether every holder of the pipe's other end has ended within the limit.
static BOOL EndsWithinLimit(int reading) {
  char byte;
  struct pollfd wanted = {.fd = reading, .events = POLLIN};
  return poll(&wanted, 1, LIMIT_MILLISECONDS) == 1 && read(reading, &byte, 1) == 0;
}

static BOOL ReadsByteWithinLimit(int reading) {
  char byte;
  struct pollfd wanted = {.fd = reading, .events = POLLIN};
  return poll(&wanted, 1, LIMIT_MILLISECONDS) == 1 && read(reading, &byte, 1) == 1;
}

/// A helper in the middle of an evaluation: it watches its parent, has a child of its own, says
/// that it is ready and then never answers anything.
_Noreturn static void BeHelper(int writing) {
  ano_process_detach(-1);
  if (!ano_parent_watch()) {
    _exit(1);
  }
  if (fork() != 0 && write(writing, "r", 1) != 1) {
    _exit(1);
  }
  for (;;) {
    pause();
  }
}

#pragma mark - Parents -

TEST(endsWithItsWholeGroupWhenTheParentIsGone) {
  int ends[2];
  CHECK(pipe(ends) == 0);
  pid_t parent = fork();
  if (parent == 0) {
    if (fork() == 0) {
      BeHelper(ends[1]);
    }
    for (;;) {
      pause();
    }
  }
  close(ends[1]);
  CHECK(ReadsByteWithinLimit(ends[0]));
  kill(parent, SIGKILL);
  CHECK(EndsWithinLimit(ends[0]));
  waitpid(parent, NULL, 0);
  close(ends[0]);
}

typedef struct {
  pid_t helper;
  int ends[2];
} Start;

static void *StartHelper(void *argument) {
  Start *start = argument;
  start->helper = fork();
  if (start->helper == 0) {
    BeHelper(start->ends[1]);
  }
  return NULL;
}

TEST(outlivesTheThreadThatStartedIt) {
  Start start;
  pthread_t thread;
  CHECK(pipe(start.ends) == 0);
  CHECK(pthread_create(&thread, NULL, StartHelper, &start) == 0);
  pthread_join(thread, NULL);
  close(start.ends[1]);
  CHECK(ReadsByteWithinLimit(start.ends[0]));
  CHECK(waitpid(start.helper, NULL, WNOHANG) == 0);
  kill(-start.helper, SIGKILL);
  CHECK(EndsWithinLimit(start.ends[0]));
  waitpid(start.helper, NULL, 0);
  close(start.ends[0]);
}

#pragma mark - Streams -

/// What a process with other standard streams does before it ends with the code returned.
static int StatusOf(int (*body)(void), int input, int output, int error) {
  pid_t child = fork();
  if (child == 0) {
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(error, STDERR_FILENO);
    _exit(body());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static NSString *Drained(int reading) {
  char bytes[100];
  ssize_t count = read(reading, bytes, sizeof(bytes));
  close(reading);
  return [[[NSString alloc] initWithBytes:bytes
                                   length:count > 0 ? (NSUInteger)count : 0
                                 encoding:NSUTF8StringEncoding] autorelease];
}

static int PrintWithStreamsTaken(void) {
  int input;
  int output;
  char byte = 0;
  if (!ano_process_take_streams(&input, &output)) {
    return 1;
  }
  // What a framework would do.
  if (write(STDOUT_FILENO, "garbage", 7) != 7 || read(STDIN_FILENO, &byte, 1) != 0) {
    return 2;
  }
  if (read(input, &byte, 1) != 1 || byte != 'q' || write(output, "line", 4) != 4) {
    return 3;
  }
  BOOL closing = (fcntl(input, F_GETFD) & FD_CLOEXEC) && (fcntl(output, F_GETFD) & FD_CLOEXEC);
  return input > 2 && output > 2 && closing ? 0 : 4;
}

TEST(keepsWhatFrameworksPrintOutOfTheProtocol) {
  int input[2];
  int output[2];
  int error[2];
  CHECK(pipe(input) == 0 && pipe(output) == 0 && pipe(error) == 0);
  CHECK(write(input[1], "q", 1) == 1);
  CHECK_INTEGER(StatusOf(PrintWithStreamsTaken, input[0], output[1], error[1]), 0);
  close(input[0]);
  close(input[1]);
  close(output[1]);
  close(error[1]);
  CHECK_EQUAL(Drained(output[0]), @"line");
  CHECK_EQUAL(Drained(error[0]), @"garbage");
}

static int TakeStreamsThatAreClosed(void) {
  int input;
  int output;
  close(STDIN_FILENO);
  close(STDOUT_FILENO);
  close(STDERR_FILENO);
  return ano_process_take_streams(&input, &output) && input > 2 && output > 2 ? 0 : 1;
}

TEST(takesStreamsThatCameClosed) {
  CHECK_INTEGER(StatusOf(TakeStreamsThatAreClosed, 0, 1, 2), 0);
}

static int LeadGroupTwice(void) {
  int pipes[2];
  ano_process_detach(-1);
  ano_process_detach(-1);
  // SIGPIPE would end it here.
  BOOL broken = pipe(pipes) == 0 && close(pipes[0]) == 0 && write(pipes[1], "a", 1) < 0;
  return getpgrp() == getpid() && broken ? 0 : 1;
}

TEST(leadsAGroupOfItsOwnAndIgnoresBrokenPipes) {
  CHECK_INTEGER(StatusOf(LeadGroupTwice, 0, 1, 2), 0);
}

#pragma mark - Children -

TEST(readsWhatAChildWritesUntilItEnds) {
  ano_child child;
  const char *line = NULL;
  size_t length = 0;
  CHECK(ano_child_start(&child, "/bin/cat", "-", LIMIT_MILLISECONDS * 1000000ull));
  CHECK(ano_child_tell(&child, "a line\n", 7));
  CHECK_INTEGER(ano_line_read(&child.lines, &line, &length), ANO_LINE_READ);
  CHECK(length == 6 && memcmp(line, "a line", 6) == 0);
  CHECK_INTEGER(ano_line_read(&child.lines, &line, &length), ANO_LINE_END);
  CHECK(!ano_child_is_late(&child));
  ano_child_end(&child);
}

TEST(givesUpAChildAtItsDeadline) {
  ano_child child;
  const char *line = NULL;
  size_t length = 0;
  CHECK(ano_child_start(&child, "/bin/cat", "-", 1000000));
  CHECK_INTEGER(ano_line_read(&child.lines, &line, &length), ANO_LINE_FAILED);
  CHECK(ano_child_is_late(&child));
  int status = ano_child_end(&child);
  CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

TEST(saysThatAChildCannotBeStarted) {
  ano_child child;
  CHECK(!ano_child_start(&child, "/nowhere/ane-agent", "serve", 1));
}
