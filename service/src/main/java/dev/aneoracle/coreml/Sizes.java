package dev.aneoracle.coreml;

import static dev.aneoracle.coreml.Shape.UNKNOWN_DIMENSION;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Arithmetic on sizes of which some are unknown; an unknown one makes the result unknown. */
final class Sizes {

  /** The most dimensions that a tensor is taken to have. */
  static final int HIGHEST_RANK = 64;

  private Sizes() {}

  static long plus(long a, long b) {
    return unknown(a) || unknown(b) ? UNKNOWN_DIMENSION : Math.addExact(a, b);
  }

  static long times(long a, long b) {
    return unknown(a) || unknown(b) ? UNKNOWN_DIMENSION : Math.multiplyExact(a, b);
  }

  static long product(List<Long> sizes) {
    return sizes.stream().reduce(1L, Sizes::times);
  }

  /** Returns an element of a list that a file may have made too short. */
  static long at(List<Long> numbers, int place) {
    if (place >= numbers.size()) {
      throw new NotInferable();
    }
    return numbers.get(place);
  }

  /** Applies a calculation to a known size. */
  static long map(long size, LongUnaryOperator calculation) {
    return unknown(size) ? UNKNOWN_DIMENSION : calculation.applyAsLong(size);
  }

  /** Returns the place of an axis that may be counted from the end. */
  static int axis(long axis, int rank) {
    long place = axis < 0 ? axis + rank : axis;
    if (place < 0 || place >= rank) {
      throw new NotInferable();
    }
    return (int) place;
  }

  /** Returns the shape with one size replaced. */
  static Shape with(Shape shape, int axis, long size) {
    List<Long> sizes = new ArrayList<>(shape.dimensions());
    sizes.set(Sizes.axis(axis, shape.rank()), size);
    return shape(sizes);
  }

  /** Returns the shape with its last sizes replaced. */
  static Shape withLast(Shape shape, long... last) {
    if (shape.rank() < last.length) {
      throw new NotInferable();
    }
    List<Long> sizes = new ArrayList<>(shape.dimensions());
    for (int i = 0; i < last.length; i++) {
      sizes.set(shape.rank() - last.length + i, last[i]);
    }
    return shape(sizes);
  }

  /** Returns the shape, which must be possible. */
  static Shape shape(List<Long> sizes) {
    if (sizes.size() > HIGHEST_RANK || sizes.stream().anyMatch(size -> size < UNKNOWN_DIMENSION)) {
      throw new NotInferable();
    }
    return Shape.of(sizes);
  }

  static Shape shape(long... sizes) {
    return shape(Arrays.stream(sizes).boxed().toList());
  }

  /** Returns a shape of known rank and unknown sizes. */
  static Shape ofRank(long rank) {
    if (rank < 0 || rank > HIGHEST_RANK) {
      throw new NotInferable();
    }
    return Shape.of(Collections.nCopies((int) rank, UNKNOWN_DIMENSION));
  }

  /** A layer never gives a tensor of rank 0: what lost its last axis has shape [1]. */
  static Shape atLeastRankOne(List<Long> sizes) {
    return sizes.isEmpty() ? Shape.of(1) : shape(sizes);
  }

  static boolean unknown(long size) {
    return size == UNKNOWN_DIMENSION;
  }
}
