package dev.aneoracle.placement;

import dev.aneoracle.coreml.ModelType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns the rule files into rules; strict, so that a slip of the pen never becomes a prediction.
 */
final class RuleReader {

  private static final Set<String> RULE_FIELDS =
      Set.of(
          "id",
          "engines",
          "scope",
          "operations",
          "when",
          "skipUnknown",
          "effect",
          "code",
          "message",
          "advice",
          "confidence",
          "sources",
          "note");

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, Scope> scopes = new LinkedHashMap<>();
  private final Map<ModelType, ModelKind> kinds = new EnumMap<>(ModelType.class);
  private final List<Chip> chips = new ArrayList<>();
  private final List<Integer> macos = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private Phones phones = new Phones(List.of(), Map.of(), Map.of(), Map.of());
  private final List<GraphWarning> warnings = new ArrayList<>();
  private final Map<String, List<CoreMlMessage>> messages = new HashMap<>();
  private @Nullable CostTable costs;
  private String version = "";
  private int firstE5Macos = Integer.MAX_VALUE;

  /** Reads one file; files are read in the order in which they build on each other. */
  void read(JsonNode root) {
    root.path("version").asStringOpt().ifPresent(value -> version = value);
    for (Map.Entry<String, JsonNode> source : root.path("sources").properties()) {
      sources.put(source.getKey(), source.getValue().asString());
    }
    each(root, "chips", node -> chips.add(chip(node)));
    each(root, "macos", node -> macos.add(node.asInt()));
    if (root.has("programEngines")) {
      firstE5Macos = root.path("programEngines").path("e5From").asInt();
    }
    each(root, "scopes", node -> scopes.put(text(node, "id"), scope(node)));
    if (root.has("phones")) {
      phones =
          new PhoneReader(sources.keySet())
              .read(
                  root.path("phones"),
                  chips.stream().map(Chip::name).collect(Collectors.toUnmodifiableSet()),
                  scopes.keySet());
    }
    each(root, "kinds", this::kind);
    each(root, "messages", this::message);
    each(root, "rules", node -> rules.add(rule(node)));
    each(root, "warnings", node -> warnings.add(warning(node)));
    if (root.has("costModel")) {
      costs = new CostReader(scopes, sources.keySet()).read(root.path("costModel"));
    }
  }

  /** Returns what was read. */
  RuleData data(String suffix) {
    messages.keySet().forEach(id -> require(ids.contains(id), "a message is of no rule: " + id));
    TargetCatalog catalog = new TargetCatalog(chips, phones, macos, firstE5Macos);
    if (costs == null) {
      throw new IllegalStateException("The rule data holds no cost model");
    }
    return new RuleData(
        version + suffix, catalog, new RuleSet(rules, catalog), costs, kinds, warnings, sources);
  }

  private static Chip chip(JsonNode node) {
    return new Chip(
        text(node, "name"), text(node, "architecture"), node.path("oldestMacos").asInt());
  }

  private void kind(JsonNode node) {
    ModelKind kind =
        new ModelKind(
            ModelKind.Treatment.valueOf(text(node, "treatment")),
            Engine.valueOf(text(node, "engine")),
            text(node, "message"),
            source(text(node, "source")));
    for (String label : texts(node, "types")) {
      kinds.put(modelType(label), kind);
    }
  }

  private static ModelType modelType(String label) {
    return Arrays.stream(ModelType.values())
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model type is called " + label));
  }

  private GraphWarning warning(JsonNode node) {
    String id = text(node, "id");
    require(ids.add(id), "two entries are called " + id);
    return new GraphWarning(
        id,
        engines(node),
        GraphFact.named(text(node, "fact")),
        node.path("greaterThan").asDouble(Double.NEGATIVE_INFINITY),
        node.path("atMost").asDouble(Double.POSITIVE_INFINITY),
        text(node, "message"),
        text(node, "advice"),
        text(node, "confidence"),
        texts(node, "sources").stream().map(this::source).toList());
  }

  private static Set<Engine> engines(JsonNode node) {
    Set<Engine> engines = EnumSet.noneOf(Engine.class);
    texts(node, "engines").forEach(name -> engines.add(Engine.valueOf(name)));
    return engines;
  }

  private void message(JsonNode node) {
    String rule = text(node, "rule");
    List<Condition> when = new ArrayList<>();
    each(node, "when", condition -> when.add(condition(condition)));
    source(text(node, "source"));
    messages
        .computeIfAbsent(rule, ignored -> new ArrayList<>())
        .add(
            new CoreMlMessage(
                rule,
                Engine.valueOf(text(node, "engine")),
                Set.copyOf(texts(node, "operations")),
                when,
                text(node, "text")));
  }

  private Scope scope(JsonNode node) {
    return new Scope(
        text(node, "id"), spans(node, "home"), spans(node, "carried"), optional(node, "why"));
  }

  private List<Scope.Span> spans(JsonNode node, String field) {
    List<Scope.Span> spans = new ArrayList<>();
    for (String text : texts(node, field)) {
      spans.add(ScopeText.parse(text, chips.stream().map(Chip::name).toList()));
    }
    return spans;
  }

  private Rule rule(JsonNode node) {
    String id = text(node, "id");
    for (String field : node.propertyNames()) {
      require(RULE_FIELDS.contains(field), "rule " + id + " has an unknown field " + field);
    }
    require(ids.add(id), "two rules are called " + id);
    Scope scope = scopes.get(text(node, "scope"));
    if (scope == null) {
      throw new IllegalArgumentException("rule " + id + " names no known scope");
    }
    List<Condition> when = new ArrayList<>();
    each(node, "when", condition -> when.add(condition(condition)));
    Effect effect = Effect.valueOf(text(node, "effect"));
    boolean explains = effect != Effect.SUPPORTED;
    List<String> keys = texts(node, "sources").stream().map(this::source).toList();
    require(!keys.isEmpty(), "rule " + id + " has no source");
    require("MSDFI".contains(text(node, "confidence")), "rule " + id + " has no known confidence");
    return new Rule(
        id,
        engines(node),
        scope,
        Set.copyOf(texts(node, "operations")),
        when,
        node.path("skipUnknown").asBoolean(false),
        effect,
        explains ? ReasonCode.valueOf(text(node, "code")) : ReasonCode.NO_RULE,
        explains ? text(node, "message") : "",
        messages.getOrDefault(id, List.of()),
        optional(node, "advice"),
        text(node, "confidence"),
        keys,
        optional(node, "note"));
  }

  static Condition condition(JsonNode node) {
    Fact fact = Fact.named(text(node, "fact"));
    require(node.size() == 2, "a condition has a fact and one test: " + node);
    if (node.has("greaterThan")) {
      return new Condition.GreaterThan(fact, node.path("greaterThan").asDouble());
    }
    if (node.has("atMost")) {
      return new Condition.AtMost(fact, node.path("atMost").asDouble());
    }
    if (node.has("is")) {
      return new Condition.Is(fact, texts(node, "is"));
    }
    require(node.has("isNot"), "unknown test in " + node);
    return new Condition.IsNot(fact, texts(node, "isNot"));
  }

  /** A source is a key, or a key with a place in it: {@code HOLL issues 1-2}. */
  private String source(String text) {
    String key = text.split(" ", 2)[0];
    require(sources.containsKey(key), "no source is called " + key);
    return text;
  }

  private static void each(JsonNode node, String field, Consumer<JsonNode> action) {
    for (JsonNode element : node.path(field)) {
      action.accept(element);
    }
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    each(node, field, element -> texts.add(element.asString()));
    return texts;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field)
        .asStringOpt()
        .orElseThrow(() -> new IllegalArgumentException("no " + field + " in " + node));
  }

  private static String optional(JsonNode node, String field) {
    return node.path(field).asStringOpt().orElse("");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
