/// What clang's -fblocks expects of the Objective-C runtime; libBlocksRuntime has it.
#include <Block.h>
