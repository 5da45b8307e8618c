package dev.aneoracle.placement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** The chips and macOS versions in the data, oldest first. */
record TargetCatalog(List<Chip> chips, List<Integer> macos, int firstE5Macos) {

  TargetCatalog {
    chips = List.copyOf(chips);
    macos = List.copyOf(macos);
  }

  /** Returns the chip's place among the chips. */
  int place(String name) {
    for (int i = 0; i < chips.size(); i++) {
      if (chips.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(unknownChip(name));
  }

  /** Returns the engine that runs an ML Program on a macOS version. */
  Engine programEngine(int version) {
    return version >= firstE5Macos ? Engine.E5 : Engine.CLASSIC;
  }

  /** Returns the targets that the text names, without repetition, in the order of the text. */
  List<Target> parse(String text) {
    SequencedSet<Target> targets = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String word = part.strip();
      if (word.equalsIgnoreCase("all")) {
        targets.addAll(all());
      } else {
        targets.add(one(word));
      }
    }
    return List.copyOf(targets);
  }

  private List<Target> all() {
    List<Target> targets = new ArrayList<>();
    for (Chip chip : chips) {
      for (int version : macos) {
        if (version >= chip.oldestMacos()) {
          targets.add(new Target(chip.name(), version));
        }
      }
    }
    return targets;
  }

  private Target one(String word) {
    int at = word.indexOf('@');
    String name = (at < 0 ? word : word.substring(0, at)).strip().toUpperCase(Locale.ROOT);
    Chip chip = chips.get(place(name));
    if (at < 0) {
      return new Target(chip.name(), macos.getLast());
    }
    int version = version(word.substring(at + 1).strip());
    if (version < chip.oldestMacos()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s does not run macOS %d; its oldest in the rule data is %d.",
              chip.name(),
              version,
              chip.oldestMacos()));
    }
    return new Target(chip.name(), version);
  }

  private int version(String text) {
    for (int known : macos) {
      if (text.equals(Integer.toString(known))) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "macOS \"%s\" is not in the rule data; known: %s.",
            text,
            macos.stream().map(String::valueOf).collect(Collectors.joining(", "))));
  }

  private String unknownChip(String name) {
    String known = chips.stream().map(Chip::name).collect(Collectors.joining(", "));
    return chips.stream()
        .filter(chip -> chip.twin().equals(name))
        .findFirst()
        .map(chip ->
            String.format(
                Locale.ROOT,
                "%s is no Mac's chip; its twin %s is in the rule data. Known chips: %s.",
                name,
                chip.name(),
                known))
        .orElseGet(() ->
            String.format(
                Locale.ROOT, "Chip \"%s\" is not in the rule data; known: %s.", name, known));
  }
}
