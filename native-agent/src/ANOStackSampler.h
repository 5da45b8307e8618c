/// Takes the stacks of this process' other threads and counts the engines that they are in.
#ifndef ANO_STACK_SAMPLER_H
#define ANO_STACK_SAMPLER_H

#include <stdbool.h>
#include <stddef.h>

/// The engines whose frames are known, classic ones first.
enum { ANO_STACK_ENGINES = 7 };

extern const char *const ano_stack_engine_names[ANO_STACK_ENGINES];

/// Returns the engine that a frame of that name belongs to, -1 where it tells none.
int ano_stack_engine(const char *symbol);

enum { ANO_STACK_FRAMES = 96, ANO_STACK_THREADS = 64 };

/// Return addresses, innermost first.
typedef struct {
  void *frames[ANO_STACK_FRAMES];
  int count;
} ano_stack;

/// Takes one stack of each other thread, of as many as there is room for, and returns how many it
/// took. One thread at a time may call it.
size_t ano_stack_take(ano_stack *stacks, size_t capacity);

/// What was seen: in how many samples, and in how many of them each engine.
typedef struct {
  unsigned samples;
  unsigned engines[ANO_STACK_ENGINES];
} ano_stack_counts;

typedef struct ano_stack_sampler ano_stack_sampler;

/// Starts a thread that samples every few milliseconds; NULL where it can't.
ano_stack_sampler *ano_stack_sampler_start(void);

/// Ends it and gives what it counted.
ano_stack_counts ano_stack_sampler_stop(ano_stack_sampler *sampler);

#endif
