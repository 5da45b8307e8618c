package dev.aneoracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.SettingsPage.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsPageTests {

  private static final Path PAGE = Path.of("../docs/settings.md");
  private static final String UPDATE = "ane-oracle.settings.update";

  @Test
  void committedPageIsThatOfTheCode() throws IOException {
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(PAGE, SettingsPage.page());
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/settings.md is not that of the settings in the code. Write it with"
                + " `mvn -pl service test -Dtest=SettingsPageTests -D%s=true` and commit it.",
            UPDATE)
        .isEqualTo(SettingsPage.page());
  }

  @ParameterizedTest
  @MethodSource("dev.aneoracle.SettingsPage#settings")
  void everySettingIsExplained(Setting setting) {
    assertThat(setting.sentence()).as(setting.name()).hasSizeGreaterThan(5).doesNotContain("{@");
  }

  @ParameterizedTest
  @MethodSource("dev.aneoracle.SettingsPage#settings")
  void everySettingIsTakenFromItsVariable(Setting setting) {
    ConfigurationPropertySource environment =
        Objects.requireNonNull(
            ConfigurationPropertySource.from(
                new SystemEnvironmentPropertySource(
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    Map.of(setting.variable().replace("…", "NAME"), "value"))));
    String name =
        setting.name()
            + switch (setting.type()) {
              case "list" -> "[0].name";
              case "table" -> ".name.name";
              default -> "";
            };

    assertThat(environment.getConfigurationProperty(ConfigurationPropertyName.of(name)))
        .as(setting.variable())
        .isNotNull();
  }
}
