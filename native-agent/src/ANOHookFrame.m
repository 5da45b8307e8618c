#import "ANOHookFrame.h"

#import "ANORecorder.h"

#include <time.h>

/// The outermost frame of each kind on this thread.
static __thread ANOHookFrame *outermost[ANOHookKindCount];

unsigned long long ANONanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (unsigned long long)now.tv_sec * 1000000000ULL + (unsigned long long)now.tv_nsec;
}

void ANOHookEnter(ANOHookFrame *frame) {
  ANOHookFrame **top = &outermost[ANOHookTable[frame->hook].kind];
  frame->errorBefore = *frame->error;
  if (*top) {
    (*top)->nested++;
    return;
  }
  *top = frame;
  frame->outermost = YES;
  frame->recorder = [ANORecorder retainCurrent];
  @try {
    [frame->recorder willRun:frame];
  } @catch (id thrown) {
    // A prediction must not fail because it is watched.
  }
  frame->began = ANONanoseconds();
}

void ANOHookLeave(ANOHookFrame *frame) {
  unsigned long long ended = ANONanoseconds();
  if (!frame->outermost) {
    return;
  }
  outermost[ANOHookTable[frame->hook].kind] = NULL;
  frame->nanoseconds = ended - frame->began;
  @try {
    [frame->recorder didRun:frame];
  } @catch (id thrown) {
    // As above.
  }
  [frame->recorder release];
}

// A callee may leave the caller's variable as it was, and a caller may not have set it to nil: what
// has not changed is not this call's error, perhaps not even an object.
NSError *ANOHookFrameError(const ANOHookFrame *frame) {
  if (frame->ok || !frame->returned || *frame->error == frame->errorBefore) {
    return nil;
  }
  return *frame->error;
}
