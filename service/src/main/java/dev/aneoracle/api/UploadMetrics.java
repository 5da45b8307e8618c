package dev.aneoracle.api;

import dev.aneoracle.bundle.BundleRejectedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.Locale;

/** Counts what comes over the network. */
final class UploadMetrics {

  private final MeterRegistry meters;
  private final Counter bytes;
  private final Timer time;

  UploadMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.bytes =
        Counter.builder("ane.oracle.upload")
            .baseUnit("bytes")
            .description("Bytes received of accepted uploads")
            .register(meters);
    this.time =
        Timer.builder("ane.oracle.phase")
            .tag("phase", "receive")
            .description("Time that an evaluation spends in a phase")
            .register(meters);
  }

  UploadReader.Upload received(Reading reading) throws BundleRejectedException, IOException {
    Timer.Sample sample = Timer.start(meters);
    try {
      UploadReader.Upload upload = reading.read();
      bytes.increment((double) upload.staged().receivedBytes());
      sample.stop(time);
      return upload;
    } catch (BundleRejectedException e) {
      meters
          .counter(
              "ane.oracle.upload.rejected", "reason", e.rejection().name().toLowerCase(Locale.ROOT))
          .increment();
      throw e;
    }
  }

  /** Receives an upload. */
  interface Reading {
    UploadReader.Upload read() throws BundleRejectedException, IOException;
  }
}
