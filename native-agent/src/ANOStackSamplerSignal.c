// Stacks of other threads on Linux: each is asked by a signal to write down its own.
#ifndef __APPLE__

#include <dirent.h>
#include <errno.h>
#include <execinfo.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "ANOStackSampler.h"

enum { PATIENCE_NS = 5000000 };

/// Where the thread that is asked writes; whoever takes it out owns it.
static ano_stack *asked;
static sem_t answered;

static void answer(int number) {
  int kept = errno;
  ano_stack *stack = __atomic_exchange_n(&asked, NULL, __ATOMIC_ACQ_REL);
  if (stack != NULL) {
    stack->count = backtrace(stack->frames, ANO_STACK_FRAMES);
    sem_post(&answered);
  }
  errno = kept;
  (void)number;
}

static int signal_number(void) {
  return SIGRTMIN + 6;
}

static void prepare(void) {
  // The first call loads a library, which no signal handler may do.
  void *frame[1];
  backtrace(frame, 1);
  sem_init(&answered, 0, 0);
  struct sigaction action = {.sa_handler = answer, .sa_flags = SA_RESTART};
  sigaction(signal_number(), &action, NULL);
}

static bool wait_for_answer(void) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += PATIENCE_NS;
  until.tv_sec += until.tv_nsec / 1000000000;
  until.tv_nsec %= 1000000000;
  while (sem_timedwait(&answered, &until) != 0) {
    if (errno == EINTR) {
      continue;
    }
    if (__atomic_exchange_n(&asked, NULL, __ATOMIC_ACQ_REL) != NULL) {
      return false;  // it has not begun, and can't any more
    }
    while (sem_wait(&answered) != 0) {
    }
    return true;
  }
  return true;
}

static bool take(pid_t thread, ano_stack *stack) {
  stack->count = 0;
  __atomic_store_n(&asked, stack, __ATOMIC_RELEASE);
  if (syscall(SYS_tgkill, getpid(), thread, signal_number()) != 0) {
    __atomic_store_n(&asked, NULL, __ATOMIC_RELEASE);
    return false;
  }
  return wait_for_answer() && stack->count > 0;
}

size_t ano_stack_take(ano_stack *stacks, size_t capacity) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, prepare);
  DIR *tasks = opendir("/proc/self/task");
  if (tasks == NULL) {
    return 0;
  }
  pid_t self = (pid_t)syscall(SYS_gettid);
  size_t taken = 0;
  struct dirent *entry = NULL;
  while (taken < capacity && (entry = readdir(tasks)) != NULL) {
    pid_t thread = (pid_t)atoi(entry->d_name);
    if (thread > 0 && thread != self && take(thread, &stacks[taken])) {
      taken++;
    }
  }
  closedir(tasks);
  return taken;
}

#endif
