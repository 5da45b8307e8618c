#include "ANOParent.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>

#ifdef __APPLE__
#include <sys/event.h>
#else
#include <sys/syscall.h>
#endif

#include "ANOProcess.h"

enum { POLL_MILLISECONDS = 100 };

/// For systems on which a process cannot be waited for: an orphan gets another parent.
static void poll_until_orphaned(pid_t parent) {
  while (getppid() == parent) {
    poll(NULL, 0, POLL_MILLISECONDS);
  }
}

#ifdef __APPLE__

static void wait_for_end(pid_t parent) {
  struct kevent wanted;
  int queue = kqueue();
  EV_SET(&wanted, (uintptr_t)parent, EVFILT_PROC, EV_ADD, NOTE_EXIT, 0, NULL);
  if (queue < 0 || kevent(queue, &wanted, 1, NULL, 0, NULL) < 0) {
    poll_until_orphaned(parent);
    return;
  }
  struct kevent ended;
  while (getppid() == parent && kevent(queue, NULL, 0, &ended, 1, NULL) < 0 && errno == EINTR) {
  }
}

#else

// Not prctl(PR_SET_PDEATHSIG): it fires when the *thread* that forked ends, and a service starts
// helpers from threads that come and go.
static void wait_for_end(pid_t parent) {
#ifdef SYS_pidfd_open
  int descriptor = (int)syscall(SYS_pidfd_open, parent, 0);
  struct pollfd wanted = {.fd = descriptor, .events = POLLIN};
  while (descriptor >= 0 && getppid() == parent && poll(&wanted, 1, -1) < 0 && errno == EINTR) {
  }
  if (descriptor >= 0) {
    close(descriptor);
    return;
  }
#endif
  poll_until_orphaned(parent);
}

#endif

static void *watch(void *argument) {
  wait_for_end((pid_t)(intptr_t)argument);
  ano_process_kill_group();
}

bool ano_parent_watch(void) {
  pthread_t thread;
  sigset_t all;
  sigset_t before;
  pid_t parent = getppid();
  // Signals are for the threads that work.
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failure = pthread_create(&thread, NULL, watch, (void *)(intptr_t)parent);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (failure == 0) {
    pthread_detach(thread);
  }
  return failure == 0;
}
