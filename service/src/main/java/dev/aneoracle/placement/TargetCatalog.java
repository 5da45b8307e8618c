package dev.aneoracle.placement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The chips and macOS versions in the data, oldest first.
 *
 * @param firstE5Macos the first macOS on which the E5 engine runs ML Programs
 */
record TargetCatalog(List<Chip> chips, Phones phones, List<Integer> macos, int firstE5Macos) {

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
    String name = (at < 0 ? word : word.substring(0, at)).strip();
    Optional<String> version = at < 0 ? Optional.empty() : Optional.of(word.substring(at + 1));
    return phones
        .find(name)
        .map(phone -> phone(phone, version))
        .orElseGet(() -> mac(chips.get(place(name.toUpperCase(Locale.ROOT))), version));
  }

  private Target mac(Chip chip, Optional<String> text) {
    int version = text.map(given -> version("macOS", given, macos)).orElse(macos.getLast());
    return new Target(chip.name(), notBefore(chip.oldestMacos(), version, chip.name(), "macOS"));
  }

  private Target phone(Phone phone, Optional<String> text) {
    List<Integer> known = List.copyOf(phones.macosOfIos().keySet());
    int version = text.map(given -> version("iOS", given, known)).orElse(known.getLast());
    return new Target(phone.name(), notBefore(phone.oldestIos(), version, phone.name(), "iOS"));
  }

  private static int notBefore(int oldest, int version, String chip, String system) {
    if (version < oldest) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s does not run %s %d; its oldest in the rule data is %d.",
              chip,
              system,
              version,
              oldest));
    }
    return version;
  }

  private static int version(String system, String text, List<Integer> versions) {
    for (int known : versions) {
      if (text.strip().equals(Integer.toString(known))) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s \"%s\" is not in the rule data; known: %s.",
            system,
            text.strip(),
            versions.stream().map(String::valueOf).collect(Collectors.joining(", "))));
  }

  private String unknownChip(String name) {
    String known =
        Stream.concat(chips.stream().map(Chip::name), phones.chips().stream().map(Phone::name))
            .collect(Collectors.joining(", "));
    return phones
        .whyRefused(name)
        .map(why -> why + " Known chips: " + known + ".")
        .orElseGet(() ->
            String.format(
                Locale.ROOT, "Chip \"%s\" is not in the rule data; known: %s.", name, known));
  }

  /** Returns the Mac target whose rules are applied to a target: itself, or its twin's. */
  Target judgedAs(Target target) {
    return phones.judgedAs(target).orElse(target);
  }
}
