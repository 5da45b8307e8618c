package dev.aneoracle.helper;

import dev.aneoracle.helper.RunOutcome.Blame;

/** Puts a helper's {@code failure} into the service's words. */
final class NativeFailures {

  private static final String POSIX = "NSPOSIXErrorDomain";
  private static final int NO_SPACE = 28;
  private static final String COCOA = "NSCocoaErrorDomain";
  private static final int OUT_OF_SPACE = 640;

  private NativeFailures() {}

  static RunOutcome.Failed read(HelperMessage.Failed failed) {
    String reason = "%s (%s %d)".formatted(failed.message(), failed.domain(), failed.code());
    if (diskFull(failed)) {
      return new RunOutcome.Failed(
          new Failure(
              Failure.Code.STORAGE_FULL,
              "The disk was full while the model was measured: free some space. " + reason),
          Blame.MACHINE);
    }
    return new RunOutcome.Failed(
        switch (failed.status()) {
          case 3 ->
              new Failure(Failure.Code.READ_ERROR, "Core ML could not load the model: " + reason);
          case 4 ->
              new Failure(
                  Failure.Code.COMPILE_ERROR, "Core ML could not compile the model: " + reason);
          case 5 ->
              new Failure(
                  Failure.Code.INPUT_ERROR,
                  "No input could be made for the model; set its shapes by the option. " + reason);
          case 6 -> new Failure(Failure.Code.PREDICT_ERROR, "The prediction failed: " + reason);
          default ->
              new Failure(Failure.Code.OTHER_ERROR, "The model could not be measured: " + reason);
        },
        Blame.MODEL);
  }

  private static boolean diskFull(HelperMessage.Failed failed) {
    return (failed.domain().equals(POSIX) && failed.code() == NO_SPACE)
        || (failed.domain().equals(COCOA) && failed.code() == OUT_OF_SPACE)
        || HelperUnavailableException.isFull(failed.message());
  }
}
