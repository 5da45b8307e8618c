#include "StandinFrames.h"

/// The barrier keeps the call from becoming a jump, which would take the frame off the stack.
#define ANO_FRAME(NAME)                                                          \
  __attribute__((noinline, visibility("default"))) void NAME(StandinWork work) { \
    work();                                                                      \
    __asm__ volatile("" ::: "memory");                                           \
  }

ANO_FRAME(StandinClassicNeuralEngine)
ANO_FRAME(StandinClassicCPU)
ANO_FRAME(StandinClassicGPU)
ANO_FRAME(StandinE5Stream)
ANO_FRAME(StandinE5NeuralEngine)
ANO_FRAME(StandinE5CPU)
ANO_FRAME(StandinE5Graph)
ANO_FRAME(StandinE5GPU)
