package dev.aneoracle.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the chips of iPhones and iPads and what is said of them. */
final class PhoneReader {

  private final Set<String> sources;
  private final List<Phone> chips = new ArrayList<>();
  private final Map<Integer, Integer> macosOfIos = new HashMap<>();
  private final Map<String, String> refused = new HashMap<>();
  private final Map<String, List<Scope.Span>> evidence = new HashMap<>();

  PhoneReader(Set<String> sources) {
    this.sources = sources;
  }

  Phones read(JsonNode root, Set<String> macChips, Set<String> scopes) {
    root.path("chips").forEach(node -> chips.add(phone(node, macChips)));
    root.path("macosOfIos")
        .properties()
        .forEach(
            entry -> macosOfIos.put(Integer.parseInt(entry.getKey()), entry.getValue().asInt()));
    root.path("refused")
        .properties()
        .forEach(entry -> refused.put(entry.getKey(), entry.getValue().asString()));
    root.path("evidence").forEach(node -> evidence(node, scopes));
    return new Phones(chips, macosOfIos, refused, evidence);
  }

  private Phone phone(JsonNode node, Set<String> macChips) {
    Phone phone =
        new Phone(
            node.path("name").asString(),
            node.path("twin").asString(),
            node.path("architecture").asString(),
            node.path("oldestIos").asInt(),
            node.path("sources").valueStream().map(JsonNode::asString).toList());
    if (!macChips.contains(phone.twin())) {
      throw new IllegalArgumentException("no Mac's chip is called " + phone.twin());
    }
    if (phone.sources().isEmpty()
        || !phone.sources().stream().allMatch(text -> sources.contains(text.split(" ", 2)[0]))) {
      throw new IllegalArgumentException(phone.name() + " has no known source");
    }
    return phone;
  }

  private void evidence(JsonNode node, Set<String> scopes) {
    String scope = node.path("scope").asString();
    if (!scopes.contains(scope)) {
      throw new IllegalArgumentException("no scope is called " + scope);
    }
    List<String> names = chips.stream().map(Phone::name).toList();
    evidence.put(
        scope,
        node.path("home")
            .valueStream()
            .map(text -> ScopeText.parse(text.asString(), names))
            .toList());
  }
}
