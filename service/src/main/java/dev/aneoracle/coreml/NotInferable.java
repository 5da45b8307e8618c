package dev.aneoracle.coreml;

import java.io.Serial;

/**
 * Ends the inference of one layer's shapes where an input's shape is not known or does not fit; the
 * layer's outputs are then of unknown shape. It never leaves {@link ShapeRules}.
 */
final class NotInferable extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  NotInferable() {
    super(null, null, false, false);
  }
}
