package dev.aneoracle.coreml;

/** A named value of a graph with its element type and shape. */
public record Tensor(String name, ElementType element, Shape shape) {}
