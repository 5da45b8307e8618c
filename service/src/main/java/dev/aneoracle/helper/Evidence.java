package dev.aneoracle.helper;

import java.util.Map;

/**
 * A piece of evidence beside the calls themselves.
 *
 * @param kind such as {@code threads} or {@code stacks}; see the protocol's document
 * @param data JSON values by name
 */
public record Evidence(String kind, Map<String, Object> data) {}
