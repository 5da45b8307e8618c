package dev.aneoracle.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * Where an answer was made.
 *
 * @param service the service's version
 * @param ruleSet the version of the rule data behind the predictions
 * @param host the node's name
 * @param chip the node's processor
 * @param os the node's system, version and build
 * @param anePresent whether the node has a Neural Engine that was proven to be reached
 * @param helper the helper's version, null where there is none
 */
public record Environment(
    String service,
    String ruleSet,
    String host,
    String chip,
    String os,
    boolean anePresent,
    @Nullable String helper) {}
