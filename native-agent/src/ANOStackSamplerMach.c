// Stacks of other threads on a Mac: each is halted for as long as its frame pointers are followed.
#ifdef __APPLE__

#include <mach/mach.h>
#include <pthread.h>
#include <stdint.h>

#include "ANOStackSampler.h"

/// User addresses have 47 bits; what is above them is a pointer's signature.
static const uintptr_t ADDRESS_BITS = ((uintptr_t)1 << 47) - 1;

typedef struct {
  uintptr_t lowest;
  uintptr_t highest;
} bounds;

static bool stack_bounds(thread_act_t thread, bounds *found) {
  pthread_t handle = pthread_from_mach_thread_np(thread);
  if (handle == NULL) {
    return false;
  }
  found->highest = (uintptr_t)pthread_get_stackaddr_np(handle);
  found->lowest = found->highest - pthread_get_stacksize_np(handle);
  return true;
}

static bool is_frame(uintptr_t frame, bounds limits) {
  return frame % sizeof(void *) == 0 && frame >= limits.lowest &&
         frame <= limits.highest - 2 * sizeof(void *);
}

#ifdef __arm64__

/// The thread is halted and may hold any lock: nothing here allocates or locks.
static void walk(thread_act_t thread, bounds limits, ano_stack *stack) {
  arm_thread_state64_t state;
  mach_msg_type_number_t size = ARM_THREAD_STATE64_COUNT;
  if (thread_get_state(thread, ARM_THREAD_STATE64, (thread_state_t)&state, &size) != KERN_SUCCESS) {
    return;
  }
  stack->frames[stack->count++] =
      (void *)((uintptr_t)arm_thread_state64_get_pc(state) & ADDRESS_BITS);
  uintptr_t frame = (uintptr_t)arm_thread_state64_get_fp(state) & ADDRESS_BITS;
  while (stack->count < ANO_STACK_FRAMES && is_frame(frame, limits)) {
    uintptr_t *record = (uintptr_t *)frame;
    uintptr_t address = record[1] & ADDRESS_BITS;
    if (address == 0) {
      return;
    }
    stack->frames[stack->count++] = (void *)address;
    uintptr_t next = record[0] & ADDRESS_BITS;
    if (next <= frame) {
      return;
    }
    frame = next;
  }
}

#else
#error "The helper is built for arm64 only: no other Mac has a Neural Engine."
#endif

static bool take(thread_act_t thread, ano_stack *stack) {
  bounds limits;
  stack->count = 0;
  if (!stack_bounds(thread, &limits) || thread_suspend(thread) != KERN_SUCCESS) {
    return false;
  }
  walk(thread, limits, stack);
  thread_resume(thread);
  return stack->count > 0;
}

size_t ano_stack_take(ano_stack *stacks, size_t capacity) {
  thread_act_array_t threads = NULL;
  mach_msg_type_number_t count = 0;
  if (task_threads(mach_task_self(), &threads, &count) != KERN_SUCCESS) {
    return 0;
  }
  thread_act_t self = pthread_mach_thread_np(pthread_self());
  size_t taken = 0;
  for (mach_msg_type_number_t i = 0; i < count; i++) {
    if (threads[i] != self && taken < capacity && take(threads[i], &stacks[taken])) {
      taken++;
    }
    mach_port_deallocate(mach_task_self(), threads[i]);
  }
  vm_deallocate(mach_task_self(), (vm_address_t)threads, count * sizeof(*threads));
  return taken;
}

#endif
