/// Frames by which a stack tells the engine: exported functions with the names of Espresso's, of
/// E5RT's and of BNNS's, each of which only does the given work.
#pragma once

typedef void (^StandinWork)(void);

void StandinClassicNeuralEngine(StandinWork work) __asm__(
    "_ZN8Espresso16ANERuntimeEngine7context15__launch_kernelEv");
void StandinClassicCPU(StandinWork work) __asm__(
    "_ZN8Espresso10BNNSEngine18convolution_kernel8__launchEv");
void StandinClassicGPU(StandinWork work) __asm__(
    "_ZN8Espresso9MPSEngine7context15__launch_kernelEv");
void StandinE5Stream(StandinWork work) __asm__(
    "_ZN4E5RT19ExecutionStreamImpl17ExecuteStreamSyncEv");
void StandinE5NeuralEngine(StandinWork work) __asm__(
    "_ZN4E5RT3Ops4Impl38AneInferenceOperationImplUsingAnefAPIs18EvaluateANERequestEP11_ANERequest");
void StandinE5CPU(StandinWork work) __asm__(
    "_ZN4E5RT3Ops25BnnsCpuInferenceOperation11ExecuteSyncEv");
void StandinE5Graph(StandinWork work) __asm__("BNNSGraphContextExecute_v2");
void StandinE5GPU(StandinWork work) __asm__(
    "_ZN4E5RT3Ops26MpsGraphInferenceOperation11ExecuteSyncEv");
