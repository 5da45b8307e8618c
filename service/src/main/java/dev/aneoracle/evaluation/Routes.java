package dev.aneoracle.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which nodes may measure what is asked. A node or chip that nobody has heard of is
 * refused, since it is most likely misspelt; for one that is known and silent the evaluation waits.
 */
final class Routes {

  private static final String BRAND = "apple ";

  private final Fleet fleet;

  Routes(Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * Returns the route, empty where nobody can measure.
   *
   * @param host a chip, a node's name or {@code any}; null for this node's own chip where it
   *     measures, else any
   * @throws InvalidOptionsException when no node is known by it, or the one that is cannot measure
   */
  Optional<Route> to(@Nullable String host) {
    if (host == null) {
      NodeReport own = fleet.own().report();
      return own.environment().isPresent() ? Optional.of(toKind(own.kind())) : any();
    }
    if (host.equalsIgnoreCase(Route.ANY)) {
      return any();
    }
    String name = host.strip().toLowerCase(Locale.ROOT);
    String chip = name.startsWith(BRAND) ? name.substring(BRAND.length()) : name;
    Optional<Node> ofChip =
        measuring().filter(node -> node.report().kind().equalsIgnoreCase(chip)).findFirst();
    if (ofChip.isPresent()) {
      return Optional.of(toKind(ofChip.get().report().kind()));
    }
    return Optional.of(
        fleet.nodes().stream()
            .filter(node -> node.name().equalsIgnoreCase(name))
            .findFirst()
            .map(this::toNode)
            .orElseThrow(() -> unknown(host)));
  }

  private Optional<Route> any() {
    return measuring().anyMatch(Node::live)
        ? Optional.of(route(Route.ANY, _ -> true))
        : Optional.empty();
  }

  private Route toKind(String kind) {
    return route(kind, node -> node.report().kind().equals(kind));
  }

  private Route toNode(Node node) {
    if (node.report().environment().isEmpty()) {
      throw new InvalidOptionsException(
          "Node '%s' cannot measure: %s"
              .formatted(node.name(), node.report().cannotMeasureBecause()));
    }
    return route(Route.toNode(node.name()), one -> one.name().equals(node.name()));
  }

  /** The environments are those of the nodes that live, or of those that are waited for. */
  private Route route(String name, Predicate<Node> takes) {
    List<Node> takers = measuring().filter(takes).toList();
    List<Node> live = takers.stream().filter(Node::live).toList();
    return new Route(
        name,
        (live.isEmpty() ? takers : live)
            .stream().flatMap(node -> node.report().environment().stream()).toList());
  }

  private Stream<Node> measuring() {
    return fleet.nodes().stream().filter(node -> node.report().environment().isPresent());
  }

  private InvalidOptionsException unknown(String host) {
    TreeSet<String> known =
        measuring()
            .flatMap(node -> Stream.of(node.report().kind(), node.name()))
            .collect(Collectors.toCollection(TreeSet::new));
    return new InvalidOptionsException(
        known.isEmpty()
            ? "No node here can measure, so there is no host '%s'; leave 'host' out for a prediction."
                .formatted(host)
            : "There is no chip or node '%s'; there are any, %s."
                .formatted(host, String.join(", ", known)));
  }
}
