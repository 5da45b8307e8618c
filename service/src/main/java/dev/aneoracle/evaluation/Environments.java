package dev.aneoracle.evaluation;

import dev.aneoracle.helper.Capability;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.host.HostInfo;

/** Describes where answers are made. */
final class Environments {

  private final String serviceVersion;
  private final String ruleSet;
  private final HostInfo host;
  private final Measurer measurer;

  Environments(String serviceVersion, String ruleSet, HostInfo host, Measurer measurer) {
    this.serviceVersion = serviceVersion;
    this.ruleSet = ruleSet;
    this.host = host;
    this.measurer = measurer;
  }

  Environment now() {
    String helper =
        switch (measurer.capability()) {
          case Capability.CanMeasure can -> can.helperVersion();
          case Capability.CannotMeasure _ -> null;
        };
    return new Environment(
        serviceVersion,
        ruleSet,
        host.node(),
        host.chip(),
        String.join(" ", host.os(), host.osVersion(), host.osBuild()),
        helper != null,
        helper);
  }
}
