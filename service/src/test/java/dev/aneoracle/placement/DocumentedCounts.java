package dev.aneoracle.placement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A row of the table in {@code docs/accuracy.md}: how many, exact, tie, open and miss, twice. */
record DocumentedCounts(List<Long> numbers) {

  private static final Path PAGE = Path.of("..", "docs", "accuracy.md");
  private static final int NAMES = 3;
  private static final int GROUP = 5;

  /** Reads the table; the key of a row are its first three cells. */
  static Map<String, DocumentedCounts> read() {
    Map<String, DocumentedCounts> rows = new HashMap<>();
    try {
      for (String line : Files.readAllLines(PAGE)) {
        List<String> cells = Stream.of(line.split("\\|")).map(String::strip).skip(1).toList();
        if (cells.size() == NAMES + 2 * GROUP && cells.getLast().matches("\\d+")) {
          rows.put(
              String.join(" | ", cells.subList(0, NAMES)),
              new DocumentedCounts(
                  cells.subList(NAMES, cells.size()).stream().map(Long::valueOf).toList()));
        }
      }
    } catch (IOException ex) {
      throw new UncheckedIOException(ex);
    }
    return rows;
  }

  boolean heldBy(Calibration.Counts counts) {
    return heldBy(Stream.of(counts.toString().split(" \\| ")).map(Long::valueOf).toList());
  }

  /** Returns whether as many are compared, no fewer agree, and no more are open or missed. */
  boolean heldBy(List<Long> now) {
    boolean held = true;
    for (int i = 0; i < numbers.size(); i += GROUP) {
      held &= now.get(i) >= numbers.get(i);
      held &= now.get(i + 1) >= numbers.get(i + 1);
      held &= now.get(i + 3) <= numbers.get(i + 3);
      held &= now.get(i + 4) <= numbers.get(i + 4);
    }
    return held;
  }
}
