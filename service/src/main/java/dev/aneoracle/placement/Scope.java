package dev.aneoracle.placement;

import java.util.List;

/**
 * The targets a rule speaks of.
 *
 * @param home the targets the source speaks of; the rule's own confidence holds there
 * @param carried targets it is carried to by inference, empty where it is not
 * @param why the reason for carrying it, empty where it is not
 */
record Scope(String id, List<Span> home, List<Span> carried, String why) {

  Scope {
    home = List.copyOf(home);
    carried = List.copyOf(carried);
  }

  /** How far a rule reaches. */
  enum Reach {
    HOME,
    CARRIED,
    OUTSIDE
  }

  /** Returns how the target stands to the rule. */
  Reach reach(Target target, int chip) {
    if (home.stream().anyMatch(span -> span.holds(target, chip))) {
      return Reach.HOME;
    }
    return carried.stream().anyMatch(span -> span.holds(target, chip))
        ? Reach.CARRIED
        : Reach.OUTSIDE;
  }

  /** A range of chips, by their place in the catalog, and of macOS versions, ends included. */
  record Span(int firstChip, int lastChip, int firstMacos, int lastMacos) {
    boolean holds(Target target, int chip) {
      return chip >= firstChip
          && chip <= lastChip
          && target.macos() >= firstMacos
          && target.macos() <= lastMacos;
    }
  }
}
