/// The structure of a model, made from the `plan` of its script.
#import "MLConstraints.h"

#define ANO_SCRIPTED_ROW(NAME)                            \
  @interface NAME ()                                      \
  -(instancetype)initWithScript : (NSDictionary *)script; \
  -(NSDictionary *)script;                                \
  @end

ANO_SCRIPTED_ROW(MLModelStructure)
ANO_SCRIPTED_ROW(MLModelStructurePipeline)
ANO_SCRIPTED_ROW(MLModelStructureNeuralNetwork)
ANO_SCRIPTED_ROW(MLModelStructureNeuralNetworkLayer)
ANO_SCRIPTED_ROW(MLModelStructureProgram)
ANO_SCRIPTED_ROW(MLModelStructureProgramFunction)
ANO_SCRIPTED_ROW(MLModelStructureProgramBlock)
ANO_SCRIPTED_ROW(MLModelStructureProgramOperation)
ANO_SCRIPTED_ROW(MLModelStructureProgramArgument)
ANO_SCRIPTED_ROW(MLModelStructureProgramBinding)
ANO_SCRIPTED_ROW(MLModelStructureProgramNamedValueType)
ANO_SCRIPTED_CLASS(MLComputePlanDeviceUsage)
ANO_SCRIPTED_CLASS(MLComputePlanCost)
