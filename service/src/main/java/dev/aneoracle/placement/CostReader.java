package dev.aneoracle.placement;

import dev.aneoracle.placement.CostTable.Charges;
import dev.aneoracle.placement.CostTable.Origin;
import dev.aneoracle.placement.CostTable.Peak;
import dev.aneoracle.placement.CostTable.Rate;
import dev.aneoracle.placement.CostTable.Roofline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns the cost file into constants, as strictly as {@link RuleReader} does rules. */
final class CostReader {

  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "scope",
          "operations",
          "when",
          "work",
          "ane",
          "cpu",
          "switchMs",
          "launchMs",
          "outputMs",
          "confidence",
          "sources",
          "note");

  private final Map<String, Scope> scopes;
  private final Set<String> sources;
  private final Set<String> ids = new HashSet<>();

  CostReader(Map<String, Scope> scopes, Set<String> sources) {
    this.scopes = scopes;
    this.sources = sources;
  }

  CostTable read(JsonNode model) {
    String[] reference = text(model.path("elsewhere"), "target").split("@", 2);
    return new CostTable(
        model
            .path("charges")
            .valueStream()
            .map(node ->
                new Charges(
                    origin(node),
                    number(node, "switchMs"),
                    number(node, "launchMs"),
                    number(node, "outputMs")))
            .toList(),
        model
            .path("rooflines")
            .valueStream()
            .map(node -> new Roofline(origin(node), peak(node.path("ane")), peak(node.path("cpu"))))
            .toList(),
        model.path("rates").valueStream().map(this::rate).toList(),
        new Target(reference[0], Integer.parseInt(reference[1])),
        number(model.path("elsewhere"), "factor"),
        number(model, "precision"),
        Set.copyOf(texts(model.path("unpriced"), "operations")));
  }

  private Rate rate(JsonNode node) {
    List<Condition> when = new ArrayList<>();
    node.path("when").forEach(condition -> when.add(RuleReader.condition(condition)));
    return new Rate(
        origin(node),
        Set.copyOf(texts(node, "operations")),
        when,
        Work.valueOf(text(node, "work")),
        range(node.path("ane")),
        range(node.path("cpu")));
  }

  private Origin origin(JsonNode node) {
    String id = text(node, "id");
    for (String field : node.propertyNames()) {
      require(FIELDS.contains(field), "cost " + id + " has an unknown field " + field);
    }
    require(ids.add(id), "two costs are called " + id);
    Scope scope = scopes.get(text(node, "scope"));
    if (scope == null) {
      throw new IllegalArgumentException("cost " + id + " names no known scope");
    }
    List<String> keys = texts(node, "sources");
    require(!keys.isEmpty(), "cost " + id + " has no source");
    for (String key : keys) {
      require(sources.contains(key.split(" ", 2)[0]), "no source is called " + key);
    }
    require("MSDFI".contains(text(node, "confidence")), "cost " + id + " has no known confidence");
    return new Origin(id, scope, text(node, "confidence"), keys);
  }

  private static Peak peak(JsonNode node) {
    return new Peak(known(node, "gflops"), known(node, "gibs"));
  }

  private static Range known(JsonNode node, String field) {
    Range range = range(node.path(field));
    if (range == null) {
      throw new IllegalArgumentException("no number " + field + " in " + node);
    }
    return range;
  }

  private static @Nullable Range range(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    return node.isArray()
        ? new Range(node.path(0).asDouble(), node.path(1).asDouble())
        : Range.of(node.asDouble());
  }

  private static double number(JsonNode node, String field) {
    require(node.path(field).isNumber(), "no number " + field + " in " + node);
    return node.path(field).asDouble();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field)
        .asStringOpt()
        .orElseThrow(() -> new IllegalArgumentException("no " + field + " in " + node));
  }

  private static List<String> texts(JsonNode node, String field) {
    return node.path(field).valueStream().map(JsonNode::asString).toList();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
