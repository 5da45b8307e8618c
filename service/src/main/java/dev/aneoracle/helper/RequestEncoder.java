package dev.aneoracle.helper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes requests as lines; what has no value is left out. */
final class RequestEncoder {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Returns the line, its line feed included. */
  byte[] encode(HelperRequest request) {
    ObjectNode node =
        switch (request) {
          case HelperRequest.Evaluate evaluate -> evaluate(evaluate);
          case HelperRequest.PlanModel plan -> plan(plan);
        };
    return (MAPPER.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode evaluate(HelperRequest.Evaluate request) {
    ObjectNode node = start("evaluate", request);
    node.put("modelPath", request.model().toString());
    node.put("computeUnits", request.computeUnits());
    if (request.function() != null) {
      node.put("function", request.function());
    }
    if (!request.shapes().isEmpty()) {
      ObjectNode shapes = node.putObject("shapes");
      for (Map.Entry<String, List<Long>> shape : request.shapes().entrySet()) {
        ArrayNode sizes = shapes.putArray(shape.getKey());
        shape.getValue().forEach(sizes::add);
      }
    }
    node.put("predictions", request.predictions());
    node.put("optionals", request.optionals().name());
    node.put("engine", request.engine().name());
    node.put("evidence", request.evidence());
    dump(node, request.dump());
    return node;
  }

  private static void dump(ObjectNode node, HelperRequest.@Nullable Dump dump) {
    if (dump != null) {
      node.put("dumpDirectory", dump.directory().toString());
      node.put("dumpLimitBytes", dump.limitBytes());
    }
  }

  private static ObjectNode plan(HelperRequest.PlanModel request) {
    ObjectNode node = start("plan", request);
    node.put("compiledModelPath", request.compiledModelPath());
    node.put("computeUnits", request.computeUnits());
    return node;
  }

  private static ObjectNode start(String type, HelperRequest request) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("type", type);
    node.put("id", request.id());
    return node;
  }
}
