package dev.aneoracle.evaluation;

import java.time.Duration;

/**
 * How a node lives beside others.
 *
 * @param instance tells this installation from another one that goes by the same name
 * @param store names the folder of models that this node uses
 * @param heartbeat how often it says that it lives, and looks after the queue
 * @param silence after how long without a heartbeat its work is given to others
 * @param forgetAfter after how long a node that is gone is no longer listed
 */
public record FleetSettings(
    String instance, String store, Duration heartbeat, Duration silence, Duration forgetAfter) {

  public FleetSettings {
    if (silence.compareTo(heartbeat.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "ane-oracle.fleet.silence (%s) must be at least twice ane-oracle.fleet.heartbeat (%s)."
              .formatted(silence, heartbeat));
    }
  }
}
