/// The end of the parent is the end of the helper.
#ifndef ANO_PARENT_H
#define ANO_PARENT_H

#include <stdbool.h>

/// Watches the parent from a thread of its own: once it is gone, the helper's process group is
/// killed, also in the middle of an evaluation. Returns false where the thread could not start.
bool ano_parent_watch(void);

#endif
