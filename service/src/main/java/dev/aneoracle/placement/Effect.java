package dev.aneoracle.placement;

/** What a rule says of an operation, in the order in which rules are asked. */
enum Effect {
  /** Its value is known when the model is compiled; nothing runs. */
  CONSTANT,
  /** The compiler removes it; its output is its first input by another name. */
  ELIDED,
  /** Work that is never asked of the ANE, such as choosing a label. */
  OUTSIDE,
  /** The ANE does not run it. */
  REFUSED,
  /** The sources disagree or leave a gap here: neither refused nor supported. */
  UNDECIDED,
  /** The ANE can run it. */
  SUPPORTED
}
