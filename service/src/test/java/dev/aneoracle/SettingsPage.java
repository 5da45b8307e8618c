package dev.aneoracle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code docs/settings.md} from what the compiler left of the settings' records, from {@code
 * application.yaml}, and from sentences on Spring's own settings.
 */
final class SettingsPage {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String NONE = "none";

  /** Spring's settings that the service's documentation speaks of: type and sentence. */
  private static final Map<String, List<String>> OF_SPRING = ofSpring();

  private static final String INTRODUCTION =
      """
      # Settings

      Every setting of the service, and those of Spring Boot that one needs most. [configuration.md](configuration.md) says where they are set.

      This page is made by a test from the Javadoc and the defaults in `AneOracleProperties`; do not edit it. A setting that is added or changed there changes the page, and the test fails until it is written again with

          mvn -pl service test -Dtest=SettingsPageTests -Dane-oracle.settings.update=true

      Sizes have a unit (`512MB`, `8GB`), and so have times (`500ms`, `15s`, `10m`, `24h`, `30d`).

      """;

  private SettingsPage() {}

  private static Map<String, List<String>> ofSpring() {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    settings.put("server.port", List.of("number", "the port"));
    settings.put(
        "server.address",
        List.of("address", "where it listens; must be loopback unless there are tokens"));
    settings.put(
        "server.ssl.bundle",
        List.of("text", "the certificate for TLS, see [access.md](access.md)"));
    settings.put(
        "spring.datasource.url",
        List.of(
            "text",
            "`jdbc:postgresql://HOST:PORT/DATABASE` keeps everything in PostgreSQL, which several"
                + " nodes may share ([fleet.md](fleet.md)); a SQLite file in the data directory"
                + " unless set"));
    settings.put("spring.datasource.username", List.of("text", "for PostgreSQL"));
    settings.put("spring.datasource.password", List.of("text", "for PostgreSQL"));
    settings.put(
        "spring.datasource.hikari.maximum-pool-size",
        List.of("number", "connections of this node to PostgreSQL"));
    return settings;
  }

  static String page() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("| setting | type | default | what it is | in the environment |\n");
    page.append("|---|---|---|---|---|\n");
    for (Setting setting : settings()) {
      page.append("| `")
          .append(setting.name())
          .append("` | ")
          .append(setting.type())
          .append(" | ")
          .append(setting.defaultValue() == null ? NONE : "`" + setting.defaultValue() + "`")
          .append(" | ")
          .append(setting.sentence())
          .append(" | `")
          .append(setting.variable())
          .append("` |\n");
    }
    return page.toString();
  }

  /** Returns every setting on the page, Spring's own first. */
  static List<Setting> settings() {
    Function<String, @Nullable Object> packaged = packagedDefaults();
    List<Setting> settings = new ArrayList<>();
    OF_SPRING.forEach((name, facts) ->
        settings.add(
            new Setting(name, facts.getFirst(), text(packaged.apply(name)), facts.getLast())));
    for (JsonNode property : metadata().at("/properties")) {
      String name = property.at("/name").asString();
      JsonNode declared = property.at("/defaultValue");
      Object override = packaged.apply(name);
      settings.add(
          new Setting(
              name,
              type(property.at("/type").asString()),
              override != null || declared.isMissingNode() ? text(override) : declared.asString(),
              property
                  .at("/description")
                  .asString()
                  .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                  .replace("|", "\\|")));
    }
    return settings;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static String type(String name) {
    return switch (name) {
      case "java.time.Duration" -> "time";
      case "org.springframework.util.unit.DataSize" -> "size";
      case "java.nio.file.Path" -> "path";
      case "java.lang.String" -> "text";
      case "java.lang.Integer", "java.lang.Long", "java.lang.Double" -> "number";
      case "java.lang.Boolean" -> "true or false";
      default ->
          name.startsWith("java.util.List<dev.")
              ? "list"
              : name.startsWith("java.util.Map<java.lang.String,dev.") ? "table" : name;
    };
  }

  private static Function<String, @Nullable Object> packagedDefaults() {
    try {
      PropertySource<?> packaged =
          new YamlPropertySourceLoader()
              .load("packaged", new ClassPathResource("application.yaml"))
              .getFirst();
      return packaged::getProperty;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode metadata() {
    return JsonMapper.shared()
        .readTree(
            Objects.requireNonNull(
                SettingsPage.class.getClassLoader().getResourceAsStream(METADATA), METADATA));
  }

  /**
   * One setting.
   *
   * @param defaultValue null where there is none
   */
  record Setting(String name, String type, @Nullable String defaultValue, String sentence) {

    /** Returns the name of the environment's variable that sets it. */
    String variable() {
      String words = name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
      return switch (type) {
        case "list" -> words + "_0_…";
        case "table" -> words + "_NAME_…";
        default -> words;
      };
    }
  }
}
