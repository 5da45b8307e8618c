/// Another helper as a child, spoken to line by line until a deadline.
#ifndef ANO_CHILD_H
#define ANO_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "ANOWire.h"

/// A child in a process group of its own. Not to be moved once it is started: the reader knows its
/// place.
typedef struct {
  pid_t pid;
  int input;   ///< what the child reads; -1 once it is closed
  int output;  ///< what the child writes
  unsigned long long deadline;
  ano_line_reader lines;
} ano_child;

/// Starts the program with one argument. Its standard error is ours. Returns false where it could
/// not be started.
bool ano_child_start(ano_child *child, const char *path, const char *argument,
                     unsigned long long nanoseconds);

/// Writes a line and closes the child's input.
bool ano_child_tell(ano_child *child, const char *bytes, size_t length);

/// Returns whether the deadline has passed; reading fails from then on.
bool ano_child_is_late(const ano_child *child);

/// Gives the child a moment to end by itself, kills whatever is left of its group and returns how
/// it ended, as waitpid(2) does.
int ano_child_end(ano_child *child);

#endif
