/// What the helper does to its own process before any framework runs in it.
#ifndef ANO_PROCESS_H
#define ANO_PROCESS_H

#include <stdbool.h>

/// Moves standard input and output to private descriptors that children do not inherit, and leaves
/// /dev/null and standard error in their places: frameworks print, and a print must neither break a
/// line of the protocol nor take a request. Returns false where a descriptor could not be made.
bool ano_process_take_streams(int *input, int *output);

/// Makes a process group of its own, unless `input` is a terminal, and ignores SIGPIPE.
void ano_process_detach(int input);

/// Kills the process group where it is our own, and this process in any case.
_Noreturn void ano_process_kill_group(void);

#endif
