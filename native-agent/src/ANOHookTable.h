/// What is hooked: one row a method of a private class.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// What a hook's event says. Nesting is counted within one kind: a call inside a call is the same
/// call, a load inside a compile is not the same load.
typedef NS_ENUM(NSInteger, ANOHookKind) {
  ANOHookKindCall = 0,  // aneCall
  ANOHookKindCompile,   // aneCompile
  ANOHookKindLoad,      // aneLoad
  ANOHookKindPrepare,   // no event; what it tells of a model is kept
  ANOHookKindReport     // log
};
enum { ANOHookKindCount = ANOHookKindReport + 1 };

/// The rows, in the order in which `hello` lists them.
typedef NS_ENUM(NSInteger, ANOHook) {
  ANOHookEvaluateDirect = 0,
  ANOHookEvaluate,
  ANOHookEvaluateRealTime,
  ANOHookCompile,
  ANOHookLoad,
  ANOHookDoLoad,
  ANOHookLoadNewInstance,
  ANOHookDoLoadNewInstance,
  ANOHookProcess,
  ANOHookProcessOfModel,
  ANOHookProcessWithReturnValue,
  ANOHookVirtualEvaluate,
  ANOHookMapSurfaces,
  ANOHookPrepareChaining,
  ANOHookDoPrepareChaining,
  ANOHookBuffersReady,
  ANOHookDoBuffersReady,
  ANOHookEnqueueSets,
  ANOHookDoEnqueueSets,
  ANOHookReportFailure,
  ANOHookInMemoryEvaluate
};
enum { ANOHookCount = ANOHookInMemoryEvaluate + 1 };

/// One method to replace.
typedef struct {
  const char *className;
  const char *selector;
  const char *encoding;  // without offsets
  BOOL required;
  ANOHookKind kind;
  IMP replacement;
} ANOHookRow;

/// Indexed by ANOHook.
extern const ANOHookRow ANOHookTable[ANOHookCount];

NS_ASSUME_NONNULL_END
