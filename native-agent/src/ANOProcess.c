#include "ANOProcess.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/// Private descriptors begin above the standard ones, even where one of those came closed.
enum { FIRST_PRIVATE = 3 };

static bool open_missing_streams(void) {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
    if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", O_RDWR) != descriptor) {
      return false;
    }
  }
  return true;
}

bool ano_process_take_streams(int *input, int *output) {
  if (!open_missing_streams()) {
    return false;
  }
  int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  *input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, FIRST_PRIVATE);
  *output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, FIRST_PRIVATE);
  if (nothing < 0 || *input < 0 || *output < 0) {
    return false;
  }
  bool moved = dup2(nothing, STDIN_FILENO) >= 0 && dup2(STDERR_FILENO, STDOUT_FILENO) >= 0;
  close(nothing);
  return moved;
}

void ano_process_detach(int input) {
  signal(SIGPIPE, SIG_IGN);
  // A background group would be stopped as soon as it read from the terminal. The call fails for
  // who leads a group already, which is as good.
  if (!isatty(input)) {
    setpgid(0, 0);
  }
}

_Noreturn void ano_process_kill_group(void) {
  if (getpgrp() == getpid()) {
    kill(0, SIGKILL);
  }
  kill(getpid(), SIGKILL);
  _exit(1);
}
