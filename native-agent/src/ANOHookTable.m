#import "ANOHookTable.h"

#import "ANOHookCalls.h"

// Required are the methods without which a run proves nothing, among those that every system from
// macOS 12 on has. Without doEvaluateDirect…, an ANE call can go by unseen, and seeing none would
// mean nothing. compileModel… and loadModel… and doLoadModel… name the segments and tell "compiled
// but refused" from "never tried"; which of the two loads Core ML calls differs by runtime, so
// losing either can lose a segment. The wrappers above doEvaluateDirect… only remove double counts,
// the rest is absent on some systems, so none of them can be asked for.
const ANOHookRow ANOHookTable[ANOHookCount] = {
    [ANOHookEvaluateDirect] = {"_ANEClient", "doEvaluateDirectWithModel:options:request:qos:error:",
                               "B@:@@@I^@", YES, ANOHookKindCall, (IMP)ANOEvaluateDirect},
    [ANOHookEvaluate] = {"_ANEClient", "evaluateWithModel:options:request:qos:error:", "B@:@@@I^@",
                         NO, ANOHookKindCall, (IMP)ANOEvaluate},
    [ANOHookEvaluateRealTime] = {"_ANEClient", "evaluateRealTimeWithModel:options:request:error:",
                                 "B@:@@@^@", NO, ANOHookKindCall, (IMP)ANOEvaluateRealTime},
    [ANOHookCompile] = {"_ANEClient", "compileModel:options:qos:error:", "B@:@@I^@", YES,
                        ANOHookKindCompile, (IMP)ANOCompile},
    [ANOHookLoad] = {"_ANEClient", "loadModel:options:qos:error:", "B@:@@I^@", YES, ANOHookKindLoad,
                     (IMP)ANOLoad},
    [ANOHookDoLoad] = {"_ANEClient", "doLoadModel:options:qos:error:", "B@:@@I^@", YES,
                       ANOHookKindLoad, (IMP)ANODoLoad},
    [ANOHookLoadNewInstance] = {"_ANEClient",
                                "loadModelNewInstance:options:modelInstParams:qos:error:",
                                "B@:@@@I^@", NO, ANOHookKindLoad, (IMP)ANOLoadNewInstance},
    [ANOHookDoLoadNewInstance] = {"_ANEClient",
                                  "doLoadModelNewInstance:options:modelInstParams:qos:error:",
                                  "B@:@@@I^@", NO, ANOHookKindLoad, (IMP)ANODoLoadNewInstance},
    [ANOHookProcess] = {"_ANEProgramForEvaluation",
                        "processRequest:qos:qIndex:modelStringID:options:error:", "B@:@IQQ@^@", NO,
                        ANOHookKindCall, (IMP)ANOProcess},
    [ANOHookProcessOfModel] = {"_ANEProgramForEvaluation",
                               "processRequest:model:qos:qIndex:modelStringID:options:error:",
                               "B@:@@IQQ@^@", NO, ANOHookKindCall, (IMP)ANOProcessOfModel},
    [ANOHookProcessWithReturnValue] =
        {"_ANEProgramForEvaluation",
         "processRequest:model:qos:qIndex:modelStringID:options:returnValue:error:",
         "B@:@@IQQ@^I^@", NO, ANOHookKindCall, (IMP)ANOProcessWithReturnValue},
    [ANOHookVirtualEvaluate] = {"_ANEVirtualClient", "evaluateWithModel:options:request:qos:error:",
                                "B@:@@@I^@", NO, ANOHookKindCall, (IMP)ANOVirtualEvaluate},
    [ANOHookMapSurfaces] = {"_ANEClient", "mapIOSurfacesWithModel:request:cacheInference:error:",
                            "B@:@@B^@", NO, ANOHookKindPrepare, (IMP)ANOMapSurfaces},
    [ANOHookPrepareChaining] = {"_ANEClient",
                                "prepareChainingWithModel:options:chainingReq:qos:error:",
                                "B@:@@@I^@", NO, ANOHookKindPrepare, (IMP)ANOPrepareChaining},
    [ANOHookDoPrepareChaining] = {"_ANEClient",
                                  "doPrepareChainingWithModel:options:chainingReq:qos:error:",
                                  "B@:@@@I^@", NO, ANOHookKindPrepare, (IMP)ANODoPrepareChaining},
    [ANOHookBuffersReady] = {"_ANEClient", "buffersReadyWithModel:inputBuffers:options:qos:error:",
                             "B@:@@@I^@", NO, ANOHookKindCall, (IMP)ANOBuffersReady},
    [ANOHookDoBuffersReady] = {"_ANEClient",
                               "doBuffersReadyWithModel:inputBuffers:options:qos:error:",
                               "B@:@@@I^@", NO, ANOHookKindCall, (IMP)ANODoBuffersReady},
    [ANOHookEnqueueSets] = {"_ANEClient", "enqueueSetsWithModel:outputSet:options:qos:error:",
                            "B@:@@@I^@", NO, ANOHookKindPrepare, (IMP)ANOEnqueueSets},
    [ANOHookDoEnqueueSets] = {"_ANEClient", "doEnqueueSetsWithModel:outputSet:options:qos:error:",
                              "B@:@@@I^@", NO, ANOHookKindPrepare, (IMP)ANODoEnqueueSets},
    [ANOHookReportFailure] = {"_ANEClient", "reportEvaluateFailure:failureReason:qIdx:", "v@:@IQ",
                              NO, ANOHookKindReport, (IMP)ANOReportFailure},
    [ANOHookInMemoryEvaluate] = {"_ANEInMemoryModel", "evaluateWithQoS:options:request:error:",
                                 "B@:I@@^@", NO, ANOHookKindCall, (IMP)ANOInMemoryEvaluate},
};
