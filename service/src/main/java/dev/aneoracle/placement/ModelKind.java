package dev.aneoracle.placement;

/** What the data says of a kind of model that has no graph to read. */
record ModelKind(Treatment treatment, Engine engine, String message, String source) {

  /** Whether its work could be on the ANE. */
  enum Treatment {
    /** Never on the ANE. */
    OUTSIDE,
    /** A network that cannot be read, or a model that may hold one. */
    UNKNOWN
  }
}
