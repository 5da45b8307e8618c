#import "ANOHookCalls.h"

#import "ANOHookFrame.h"
#import "ANOHooks.h"
#import "ANORecorder.h"

// Theory of operation
//
// Each replacement fills a frame, enters it, calls the original exactly once with the arguments it
// got, and leaves the frame in @finally, so that an exception of the original passes through with
// the nesting unwound. The one thing that can differ for the original is that it always gets
// somewhere to put its error. What the frame's functions do is their own business and never raises.
//
// RUN is a macro and not a function because each shape of method has other arguments.
#define RUN(frame, slot, call)              \
  do {                                      \
    id own = nil;                           \
    (frame).error = (slot) ? (slot) : &own; \
    ANOHookEnter(&(frame));                 \
    @try {                                  \
      (frame).ok = (call);                  \
      (frame).returned = YES;               \
    } @finally {                            \
      ANOHookLeave(&(frame));               \
    }                                       \
  } while (0)

static _Bool runModelCall(ANOHook hook, id self, SEL command, id model, id options, ANOQoS qos,
                          ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = hook, .model = model, .options = options};
  RUN(frame, error,
      ((ANOModelCall *)ANOHookOriginal(hook))(self, command, model, options, qos, frame.error));
  return frame.ok;
}

/// `frame` names the arguments that mean something to the recorder.
static _Bool runRequestCall(ANOHookFrame frame, id self, SEL command, id second, id third,
                            ANOQoS qos, ANOErrorSlot error) {
  RUN(frame, error,
      ((ANORequestCall *)ANOHookOriginal(frame.hook))(self, command, frame.model, second, third,
                                                      qos, frame.error));
  return frame.ok;
}

#pragma mark - Evaluation

_Bool ANOEvaluateDirect(id self, SEL command, id model, id options, id request, ANOQoS qos,
                        ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookEvaluateDirect, .model = model, .request = request};
  return runRequestCall(frame, self, command, options, request, qos, error);
}

_Bool ANOEvaluate(id self, SEL command, id model, id options, id request, ANOQoS qos,
                  ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookEvaluate, .model = model, .request = request};
  return runRequestCall(frame, self, command, options, request, qos, error);
}

_Bool ANOVirtualEvaluate(id self, SEL command, id model, id options, id request, ANOQoS qos,
                         ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookVirtualEvaluate, .model = model, .request = request};
  return runRequestCall(frame, self, command, options, request, qos, error);
}

_Bool ANOEvaluateRealTime(id self, SEL command, id model, id options, id request,
                          ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookEvaluateRealTime, .model = model, .request = request};
  typedef _Bool Original(id, SEL, id, id, id, ANOErrorSlot);
  RUN(frame, error,
      ((Original *)ANOHookOriginal(frame.hook))(self, command, model, options, request,
                                                frame.error));
  return frame.ok;
}

// The program stands for the model that it is not given.
_Bool ANOProcess(id self, SEL command, id request, ANOQoS qos, ANOWord queue, ANOWord modelString,
                 id options, ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookProcess, .model = self, .request = request};
  typedef _Bool Original(id, SEL, id, ANOQoS, ANOWord, ANOWord, id, ANOErrorSlot);
  RUN(frame, error,
      ((Original *)ANOHookOriginal(frame.hook))(self, command, request, qos, queue, modelString,
                                                options, frame.error));
  return frame.ok;
}

_Bool ANOProcessOfModel(id self, SEL command, id request, id model, ANOQoS qos, ANOWord queue,
                        ANOWord modelString, id options, ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookProcessOfModel, .model = model, .request = request};
  typedef _Bool Original(id, SEL, id, id, ANOQoS, ANOWord, ANOWord, id, ANOErrorSlot);
  RUN(frame, error,
      ((Original *)ANOHookOriginal(frame.hook))(self, command, request, model, qos, queue,
                                                modelString, options, frame.error));
  return frame.ok;
}

_Bool ANOProcessWithReturnValue(id self, SEL command, id request, id model, ANOQoS qos,
                                ANOWord queue, ANOWord modelString, id options,
                                unsigned int *returnValue, ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookProcessWithReturnValue, .model = model, .request = request};
  typedef _Bool Original(id, SEL, id, id, ANOQoS, ANOWord, ANOWord, id, unsigned int *,
                         ANOErrorSlot);
  RUN(frame, error,
      ((Original *)ANOHookOriginal(frame.hook))(self, command, request, model, qos, queue,
                                                modelString, options, returnValue, frame.error));
  return frame.ok;
}

_Bool ANOInMemoryEvaluate(id self, SEL command, ANOQoS qos, id options, id request,
                          ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookInMemoryEvaluate, .model = self, .request = request};
  typedef _Bool Original(id, SEL, ANOQoS, id, id, ANOErrorSlot);
  RUN(frame, error,
      ((Original *)ANOHookOriginal(frame.hook))(self, command, qos, options, request, frame.error));
  return frame.ok;
}

#pragma mark - Compiling and loading

_Bool ANOCompile(id self, SEL command, id model, id options, ANOQoS qos, ANOErrorSlot error) {
  return runModelCall(ANOHookCompile, self, command, model, options, qos, error);
}

_Bool ANOLoad(id self, SEL command, id model, id options, ANOQoS qos, ANOErrorSlot error) {
  return runModelCall(ANOHookLoad, self, command, model, options, qos, error);
}

_Bool ANODoLoad(id self, SEL command, id model, id options, ANOQoS qos, ANOErrorSlot error) {
  return runModelCall(ANOHookDoLoad, self, command, model, options, qos, error);
}

_Bool ANOLoadNewInstance(id self, SEL command, id model, id options, id parameters, ANOQoS qos,
                         ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookLoadNewInstance, .model = model, .options = options};
  return runRequestCall(frame, self, command, options, parameters, qos, error);
}

_Bool ANODoLoadNewInstance(id self, SEL command, id model, id options, id parameters, ANOQoS qos,
                           ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookDoLoadNewInstance, .model = model, .options = options};
  return runRequestCall(frame, self, command, options, parameters, qos, error);
}

#pragma mark - Chaining and memory

_Bool ANOMapSurfaces(id self, SEL command, id model, id request, _Bool cacheInference,
                     ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookMapSurfaces, .model = model, .request = request};
  typedef _Bool Original(id, SEL, id, id, _Bool, ANOErrorSlot);
  RUN(frame, error,
      ((Original *)ANOHookOriginal(frame.hook))(self, command, model, request, cacheInference,
                                                frame.error));
  return frame.ok;
}

_Bool ANOPrepareChaining(id self, SEL command, id model, id options, id chain, ANOQoS qos,
                         ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookPrepareChaining, .model = model};
  return runRequestCall(frame, self, command, options, chain, qos, error);
}

_Bool ANODoPrepareChaining(id self, SEL command, id model, id options, id chain, ANOQoS qos,
                           ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookDoPrepareChaining, .model = model};
  return runRequestCall(frame, self, command, options, chain, qos, error);
}

_Bool ANOBuffersReady(id self, SEL command, id model, id buffers, id options, ANOQoS qos,
                      ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookBuffersReady, .model = model};
  return runRequestCall(frame, self, command, buffers, options, qos, error);
}

_Bool ANODoBuffersReady(id self, SEL command, id model, id buffers, id options, ANOQoS qos,
                        ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookDoBuffersReady, .model = model};
  return runRequestCall(frame, self, command, buffers, options, qos, error);
}

_Bool ANOEnqueueSets(id self, SEL command, id model, id set, id options, ANOQoS qos,
                     ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookEnqueueSets, .model = model};
  return runRequestCall(frame, self, command, set, options, qos, error);
}

_Bool ANODoEnqueueSets(id self, SEL command, id model, id set, id options, ANOQoS qos,
                       ANOErrorSlot error) {
  ANOHookFrame frame = {.hook = ANOHookDoEnqueueSets, .model = model};
  return runRequestCall(frame, self, command, set, options, qos, error);
}

#pragma mark - Failures

void ANOReportFailure(id self, SEL command, id model, unsigned int reason, ANOWord queue) {
  ANORecorder *recorder = [ANORecorder retainCurrent];
  @try {
    [recorder model:model failedFor:reason queue:queue];
  } @catch (id thrown) {
    // A report must reach Apple's code whatever becomes of ours.
  }
  [recorder release];
  typedef void Original(id, SEL, id, unsigned int, ANOWord);
  ((Original *)ANOHookOriginal(ANOHookReportFailure))(self, command, model, reason, queue);
}
