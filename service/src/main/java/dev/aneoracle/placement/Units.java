package dev.aneoracle.placement;

import dev.aneoracle.placement.Predictor.ComputeUnits;

/** What the compute units of a request mean for the ANE. */
final class Units {

  private Units() {}

  static boolean allowAne(ComputeUnits units) {
    return switch (units) {
      case ALL, CPU_AND_NE -> true;
      case CPU_AND_GPU, CPU_ONLY -> false;
    };
  }
}
