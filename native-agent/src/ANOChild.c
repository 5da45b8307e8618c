#include "ANOChild.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { GRACE_MILLISECONDS = 2000 };

static const unsigned long long kSecond = 1000000000ull;
static const unsigned long long kMillisecond = 1000000ull;

static unsigned long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (unsigned long long)time.tv_sec * kSecond + (unsigned long long)time.tv_nsec;
}

bool ano_child_is_late(const ano_child *child) {
  return now() >= child->deadline;
}

/// Reads as read(2), and fails with ETIMEDOUT once the deadline has passed.
static ssize_t read_until_deadline(void *context, void *bytes, size_t length) {
  const ano_child *child = context;
  while (!ano_child_is_late(child)) {
    unsigned long long left = (child->deadline - now()) / kMillisecond + 1;
    struct pollfd wanted = {.fd = child->output, .events = POLLIN};
    int ready = poll(&wanted, 1, left > 1000 ? 1000 : (int)left);
    if (ready > 0) {
      return read(child->output, bytes, length);
    }
    if (ready < 0 && errno != EINTR) {
      return -1;
    }
  }
  errno = ETIMEDOUT;
  return -1;
}

/// Makes a pipe that no child inherits by accident.
static bool make_pipe(int ends[2]) {
  if (pipe(ends) != 0) {
    return false;
  }
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return true;
}

static bool spawn(pid_t *pid, const char *path, const char *argument, int input, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  char *arguments[] = {(char *)path, (char *)argument, NULL};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  int failure = posix_spawn(pid, path, &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failure == 0;
}

bool ano_child_start(ano_child *child, const char *path, const char *argument,
                     unsigned long long nanoseconds) {
  int input[2];
  int output[2];
  if (!make_pipe(input)) {
    return false;
  }
  if (!make_pipe(output)) {
    close(input[0]);
    close(input[1]);
    return false;
  }
  bool started = spawn(&child->pid, path, argument, input[0], output[1]);
  close(input[0]);
  close(output[1]);
  if (!started) {
    close(input[1]);
    close(output[0]);
    return false;
  }
  child->input = input[1];
  child->output = output[0];
  child->deadline = now() + nanoseconds;
  child->lines = ano_line_reader_of_function(read_until_deadline, child);
  return true;
}

bool ano_child_tell(ano_child *child, const char *bytes, size_t length) {
  bool told = ano_write_fully(child->input, bytes, length);
  close(child->input);
  child->input = -1;
  return told;
}

/// Lets a child that has closed its output come to its own end: how it ended is of interest. It
/// stays to be waited for, so that its group cannot become another's.
static void let_end(const ano_child *child) {
  for (int i = 0; i < GRACE_MILLISECONDS && !ano_child_is_late(child); i++) {
    siginfo_t ended = {.si_pid = 0};
    if (waitid(P_PID, (id_t)child->pid, &ended, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        ended.si_pid != 0) {
      return;
    }
    poll(NULL, 0, 1);
  }
}

int ano_child_end(ano_child *child) {
  int status = 0;
  if (child->input >= 0) {
    close(child->input);
  }
  close(child->output);
  ano_line_reader_free(&child->lines);
  let_end(child);
  kill(-child->pid, SIGKILL);
  while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}
