/// The functions that stand in place of the hooked methods; the private headers say what is what.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

typedef id _Nullable *_Nullable ANOErrorSlot;
typedef unsigned int ANOQoS;
typedef unsigned long long ANOWord;

/// A method of the shape `B@:@@@I^@`.
typedef _Bool ANORequestCall(id self, SEL command, id _Nullable model, id _Nullable second,
                             id _Nullable third, ANOQoS qos, ANOErrorSlot error);
/// A method of the shape `B@:@@I^@`.
typedef _Bool ANOModelCall(id self, SEL command, id _Nullable model, id _Nullable options,
                           ANOQoS qos, ANOErrorSlot error);

ANORequestCall ANOEvaluateDirect, ANOEvaluate, ANOVirtualEvaluate;
ANORequestCall ANOLoadNewInstance, ANODoLoadNewInstance;
ANORequestCall ANOPrepareChaining, ANODoPrepareChaining, ANOBuffersReady, ANODoBuffersReady,
    ANOEnqueueSets, ANODoEnqueueSets;
ANOModelCall ANOCompile, ANOLoad, ANODoLoad;

_Bool ANOEvaluateRealTime(id self, SEL command, id _Nullable model, id _Nullable options,
                          id _Nullable request, ANOErrorSlot error);
_Bool ANOMapSurfaces(id self, SEL command, id _Nullable model, id _Nullable request,
                     _Bool cacheInference, ANOErrorSlot error);
_Bool ANOProcess(id self, SEL command, id _Nullable request, ANOQoS qos, ANOWord queue,
                 ANOWord modelString, id _Nullable options, ANOErrorSlot error);
_Bool ANOProcessOfModel(id self, SEL command, id _Nullable request, id _Nullable model, ANOQoS qos,
                        ANOWord queue, ANOWord modelString, id _Nullable options,
                        ANOErrorSlot error);
_Bool ANOProcessWithReturnValue(id self, SEL command, id _Nullable request, id _Nullable model,
                                ANOQoS qos, ANOWord queue, ANOWord modelString,
                                id _Nullable options, unsigned int *_Nullable returnValue,
                                ANOErrorSlot error);
_Bool ANOInMemoryEvaluate(id self, SEL command, ANOQoS qos, id _Nullable options,
                          id _Nullable request, ANOErrorSlot error);
void ANOReportFailure(id self, SEL command, id _Nullable model, unsigned int reason, ANOWord queue);

NS_ASSUME_NONNULL_END
