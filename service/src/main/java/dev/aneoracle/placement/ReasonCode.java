package dev.aneoracle.placement;

/** Why an operation is not on the ANE, for programs. */
public enum ReasonCode {
  CONTROL_FLOW,
  /** Eligible, but the E5 engine's cost model leaves it on the CPU. */
  COST_MODEL_PREFERS_CPU,
  /** Eligible, and both ways cost the same: Core ML may take either. */
  COST_MODEL_TIE,
  /** Eligible, but what is known of the costs does not decide. */
  COST_MODEL_UNDECIDED,
  CUSTOM_CODE,
  ELEMENT_TYPE,
  FAILS_WHEN_RUN,
  KERNEL_SIZE,
  NO_RULE,
  NOT_A_NETWORK,
  NOTHING_TO_RUN,
  PARAMETER,
  POST_PROCESSING,
  RANK,
  RUNTIME_INDEX,
  SIZE_LIMIT,
  UNIT_NOT_ALLOWED,
  UNREADABLE,
  UNSUPPORTED_OPERATION,
  WEIGHT_ENCODING
}
