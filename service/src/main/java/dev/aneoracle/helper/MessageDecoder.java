package dev.aneoracle.helper;

import dev.aneoracle.helper.HelperMessage.Described;
import dev.aneoracle.helper.ProtocolException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a helper's lines; properties that it does not know are ignored, nothing else is. */
final class MessageDecoder {

  private static final int VERSION = 1;
  private static final int LEAST_STATUS = 3;
  private static final int MOST_STATUS = 7;
  private static final int SHOWN = 40;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

  /**
   * Returns the message in a line.
   *
   * @throws ProtocolException when there is none
   */
  HelperMessage decode(String line) throws ProtocolException {
    JsonNode node = parse(line);
    if (!node.isObject()) {
      throw new ProtocolException(
          Reason.NOT_AN_OBJECT, "A line is JSON but no object: " + start(line));
    }
    JsonNode type = node.get("type");
    if (type == null || !type.isString()) {
      throw new ProtocolException(Reason.NO_TYPE, "A message has no type: " + start(line));
    }
    Fields fields = new Fields(type.stringValue(), node);
    return switch (type.stringValue()) {
      case "hello" -> hello(fields);
      case "phase" ->
          new HelperMessage.PhaseBegan(
              fields.text("id"), fields.choice("name", Measurer.Phase.class));
      case "aneCompile" -> compiled(fields);
      case "aneLoad" -> loaded(fields);
      case "aneCall" -> called(fields);
      case "operation" -> new HelperMessage.PlanOperation(fields.text("id"), row(fields));
      case "evidence" -> evidence(fields);
      case "log" ->
          new HelperMessage.Logged(
              fields.textOrNull("id"),
              fields.choice("level", HelperMessage.Level.class),
              fields.text("text"));
      case "result" -> finished(fields);
      case "failure" -> failed(fields);
      default ->
          throw new ProtocolException(
              Reason.UNKNOWN_TYPE, "A message has the unknown type " + start(type.stringValue()));
    };
  }

  private static JsonNode parse(String line) throws ProtocolException {
    try {
      JsonNode node = MAPPER.readTree(line);
      if (!node.isMissingNode()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new ProtocolException(
          Reason.NOT_JSON,
          "A line is not JSON (%s): %s".formatted(e.getOriginalMessage(), start(line)));
    }
    throw new ProtocolException(Reason.NOT_JSON, "A line is empty.");
  }

  private static HelperMessage hello(Fields fields) throws ProtocolException {
    if (fields.number("protocol") != VERSION) {
      throw fields.bad("protocol", "is not 1: helper and service are of different versions");
    }
    Fields host = fields.object("host");
    Fields ane = host.object("ane");
    List<HelperIdentity.Hook> hooks = new ArrayList<>();
    for (Fields hook : fields.objects("hooks")) {
      hooks.add(
          new HelperIdentity.Hook(
              hook.text("class"),
              hook.text("selector"),
              hook.flag("required"),
              hook.choice("status", HelperIdentity.Status.class),
              hook.textOrNull("encoding")));
    }
    return new HelperMessage.Hello(
        fields.text("agent"),
        fields.number("pid"),
        fields.text("arch"),
        fields.flag("simulated"),
        new HelperIdentity.Machine(
            host.text("chip"),
            host.text("model"),
            host.text("osVersion"),
            host.text("osBuild"),
            host.flag("translated"),
            new HelperIdentity.Ane(
                ane.flag("present"),
                ane.smallOrNull("cores"),
                ane.textOrNull("architecture"),
                ane.flag("virtualMachine"))),
        hooks);
  }

  private static HelperMessage compiled(Fields fields) throws ProtocolException {
    return new HelperMessage.AneCompiled(
        fields.text("id"),
        model(fields),
        described(fields),
        fields.text("selector"),
        fields.flag("ok"),
        fields.nanoseconds("ns"),
        error(fields));
  }

  private static HelperMessage loaded(Fields fields) throws ProtocolException {
    return new HelperMessage.AneLoaded(
        fields.text("id"),
        model(fields),
        described(fields),
        fields.text("selector"),
        fields.flag("ok"),
        fields.nanoseconds("ns"),
        error(fields));
  }

  private static HelperMessage called(Fields fields) throws ProtocolException {
    fields.number("nested");
    return new HelperMessage.AneCalled(
        fields.text("id"),
        model(fields),
        described(fields),
        fields.text("selector"),
        fields.number("prediction", -1, Integer.MAX_VALUE),
        fields.flag("ok"),
        fields.flag("async"),
        fields.nanoseconds("ns"),
        error(fields),
        fields.choiceOrNull("engine", ObservedSegment.Origin.class),
        fields.textsOrNull("stack"));
  }

  private static int model(Fields fields) throws ProtocolException {
    return fields.number("model", 1, Integer.MAX_VALUE);
  }

  private static @Nullable Described described(Fields fields) throws ProtocolException {
    Fields segment = fields.objectOrNull("segment");
    return segment == null
        ? null
        : new Described(
            segment.textOrNull("key"),
            segment.textOrNull("identity"),
            segment.textOrNull("url"),
            segment.textOrNull("cacheIdentifier"),
            segment.textsOrNull("inputs"),
            segment.textsOrNull("outputs"),
            segment.textsOrNull("states"));
  }

  private static @Nullable NativeError error(Fields fields) throws ProtocolException {
    Fields error = fields.objectOrNull("error");
    return error == null
        ? null
        : new NativeError(error.text("domain"), error.number("code"), error.text("text"));
  }

  private static Plan.Row row(Fields fields) throws ProtocolException {
    return new Plan.Row(
        fields.choice("source", Plan.Source.class),
        fields.smallOrNull("stage"),
        fields.textOrNull("function"),
        fields.text("name"),
        fields.text("operator"),
        fields.texts("outputs"),
        supported(fields),
        unit(fields.choiceOrNull("preferred", Unit.class)),
        fields.fractionOrNull("cost"),
        fields.textByName("messages"));
  }

  private static List<String> supported(Fields fields) throws ProtocolException {
    List<String> units = fields.texts("supported");
    for (String unit : units) {
      if (Arrays.stream(Unit.values()).noneMatch(known -> known.name().equals(unit))) {
        throw fields.bad("supported", "names a unit that is not known");
      }
    }
    return units;
  }

  private static @Nullable String unit(@Nullable Unit unit) {
    return unit == null ? null : unit.name();
  }

  private static HelperMessage evidence(Fields fields) throws ProtocolException {
    return new HelperMessage.EvidenceFound(
        fields.text("id"),
        new Evidence(fields.text("kind"), MAPPER.convertValue(fields.object("data").node(), DATA)));
  }

  private static HelperMessage finished(Fields fields) throws ProtocolException {
    Fields timings = fields.object("timings");
    String id = fields.text("id");
    if (timings.has("planNs")) {
      timings.nanoseconds("planNs");
      return new HelperMessage.Finished(id, null);
    }
    fields.texts("outputs");
    fields.texts("states");
    return new HelperMessage.Finished(
        id,
        new HelperMessage.RunResult(
            fields.texts("inputs"),
            fields.text("compiledModelPath"),
            fields.textOrNull("engineClass"),
            fields.flag("hooksIntact"),
            new Timings(
                timings.nanoseconds("compileNs"),
                timings.nanoseconds("loadNs"),
                timings.numbers("predictNs"))));
  }

  private static HelperMessage failed(Fields fields) throws ProtocolException {
    return new HelperMessage.Failed(
        fields.textOrNull("id"),
        fields.number("status", LEAST_STATUS, MOST_STATUS),
        fields.choiceOrNull("phase", Measurer.Phase.class),
        fields.text("domain"),
        fields.number("code"),
        fields.text("message"));
  }

  private static String start(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** The units of a plan. */
  private enum Unit {
    CPU,
    GPU,
    ANE
  }
}
