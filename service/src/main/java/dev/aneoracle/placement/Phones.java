package dev.aneoracle.placement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chips of iPhones and iPads, which are judged by the rules of the Mac with the same Neural
 * Engine.
 *
 * @param chips oldest first
 * @param macosOfIos the macOS of the same year, by iOS version, oldest first
 * @param refused why a chip that is known is not judged, by its name
 * @param evidence where the sources of a scope speak of phones themselves, by the scope's id
 */
record Phones(
    List<Phone> chips,
    Map<Integer, Integer> macosOfIos,
    Map<String, String> refused,
    Map<String, List<Scope.Span>> evidence) {

  Phones {
    chips = List.copyOf(chips);
    macosOfIos = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(macosOfIos));
    refused = Map.copyOf(refused);
    evidence = Map.copyOf(evidence);
  }

  Optional<Phone> find(String name) {
    return chips.stream().filter(phone -> phone.isCalled(name)).findFirst();
  }

  Optional<String> whyRefused(String name) {
    return refused.entrySet().stream()
        .filter(entry -> Phone.plain(entry.getKey()).equals(Phone.plain(name)))
        .map(entry -> entry.getKey() + " is not in the rule data: " + entry.getValue())
        .findFirst();
  }

  /** Returns the Mac target whose rules are applied, empty where the target is no phone. */
  Optional<Target> judgedAs(Target target) {
    return find(target.chip())
        .map(phone -> new Target(phone.twin(), macosOfIos.getOrDefault(target.macos(), 0)));
  }

  /** Returns whether the sources of a scope speak of the phone itself. */
  boolean evident(Scope scope, Target target) {
    int place = chips.stream().map(Phone::name).toList().indexOf(target.chip());
    return evidence.getOrDefault(scope.id(), List.of()).stream()
        .anyMatch(span -> span.holds(target, place));
  }

  /** Returns the phones' chips that have the same Neural Engine as a Mac's. */
  List<String> twinsOf(String chip) {
    return chips.stream().filter(phone -> phone.twin().equals(chip)).map(Phone::name).toList();
  }
}
