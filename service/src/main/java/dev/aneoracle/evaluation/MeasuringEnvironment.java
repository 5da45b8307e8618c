package dev.aneoracle.evaluation;

import dev.aneoracle.helper.HelperIdentity;

/**
 * What the answer of a measurement depends on besides the question.
 *
 * @param kind of the chip, such as {@code M4 Pro}
 */
record MeasuringEnvironment(
    String kind, String osBuild, String helperVersion, String helperDigest) {

  static MeasuringEnvironment of(String kind, String osBuild, HelperIdentity helper) {
    return new MeasuringEnvironment(kind, osBuild, helper.version(), helper.digest());
  }
}
