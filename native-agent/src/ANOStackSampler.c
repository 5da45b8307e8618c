#include "ANOStackSampler.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PERIOD_NS = 4000000 };

struct ano_stack_sampler {
  pthread_t thread;
  bool ended;
  ano_stack_counts counts;
  ano_stack stacks[ANO_STACK_THREADS];
};

const char *const ano_stack_engine_names[ANO_STACK_ENGINES] = {
    "ANERuntimeEngine",          "MPSEngine",
    "MetalLowmemEngine",         "BNNSEngine",
    "AneInferenceOperation",     "BnnsCpuInferenceOperation",
    "MpsGraphInferenceOperation"};

/// Parts of the symbols, as C++ compilers write them (hollance/neural-engine:
/// docs/is-model-using-ane.md for the classic engines; stack samples of macOS 26 for E5RT's).
static const struct {
  const char *part;
  int engine;
} marks[] = {
    {"ANERuntimeEngine", 0},
    {"Espresso9MPSEngine", 1},
    {"Espresso::MPSEngine", 1},
    {"MetalLowmemEngine", 2},
    {"BNNSEngine", 3},
    {"AneInferenceOperation", 4},
    {"BnnsCpuInferenceOperation", 5},
    {"BNNSGraphContextExecute", 5},
    {"MpsGraphInferenceOperation", 6},
};

int ano_stack_engine(const char *symbol) {
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    if (strstr(symbol, marks[i].part) != NULL) {
      return marks[i].engine;
    }
  }
  return -1;
}

/// The innermost frame that tells decides.
static int engine_of(const ano_stack *stack) {
  for (int i = 0; i < stack->count; i++) {
    Dl_info info;
    // A return address may be the first one of the next function.
    const char *address = (const char *)stack->frames[i] - (i > 0 ? 1 : 0);
    if (dladdr(address, &info) != 0 && info.dli_sname != NULL) {
      int engine = ano_stack_engine(info.dli_sname);
      if (engine >= 0) {
        return engine;
      }
    }
  }
  return -1;
}

static void sample(ano_stack_sampler *sampler) {
  bool seen[ANO_STACK_ENGINES] = {false};
  size_t taken = ano_stack_take(sampler->stacks, ANO_STACK_THREADS);
  for (size_t i = 0; i < taken; i++) {
    int engine = engine_of(&sampler->stacks[i]);
    if (engine >= 0) {
      seen[engine] = true;
    }
  }
  sampler->counts.samples++;
  for (int i = 0; i < ANO_STACK_ENGINES; i++) {
    sampler->counts.engines[i] += seen[i] ? 1 : 0;
  }
}

static void *run(void *argument) {
  ano_stack_sampler *sampler = argument;
  while (!__atomic_load_n(&sampler->ended, __ATOMIC_ACQUIRE)) {
    sample(sampler);
    nanosleep(&(struct timespec){.tv_nsec = PERIOD_NS}, NULL);
  }
  return NULL;
}

ano_stack_sampler *ano_stack_sampler_start(void) {
  ano_stack_sampler *sampler = calloc(1, sizeof *sampler);
  if (sampler != NULL && pthread_create(&sampler->thread, NULL, run, sampler) != 0) {
    free(sampler);
    return NULL;
  }
  return sampler;
}

ano_stack_counts ano_stack_sampler_stop(ano_stack_sampler *sampler) {
  __atomic_store_n(&sampler->ended, true, __ATOMIC_RELEASE);
  pthread_join(sampler->thread, NULL);
  ano_stack_counts counts = sampler->counts;
  free(sampler);
  return counts;
}
