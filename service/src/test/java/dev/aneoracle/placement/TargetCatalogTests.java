package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetCatalogTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();

  @Test
  void chipAloneMeansTheNewestMacos() {
    assertThat(PREDICTOR.targets("M1")).containsExactly(new Target("M1", 27));
  }

  @Test
  void listKeepsItsOrderAndDropsRepetition() {
    assertThat(PREDICTOR.targets("m4@26, M1@12,M4@26"))
        .containsExactly(new Target("M4", 26), new Target("M1", 12));
  }

  @Test
  void allMeansEveryChipOnEveryMacosThatRunsOnIt() {
    assertThat(PREDICTOR.targets("all"))
        .hasSize(23)
        .contains(new Target("M1", 12), new Target("M6", 27))
        .doesNotContain(new Target("M4", 14));
  }

  @ParameterizedTest
  @CsvSource({
    "M9, 'Chip \"M9\" is not in the rule data; known: M1, M2, M3, M4, M5, M6.'",
    "'', 'Chip \"\" is not in the rule data; known: M1, M2, M3, M4, M5, M6.'",
    "M1@16, 'macOS \"16\" is not in the rule data; known: 12, 13, 14, 15, 26, 27.'",
    "M1@, 'macOS \"\" is not in the rule data; known: 12, 13, 14, 15, 26, 27.'",
    "M4@14, 'M4 does not run macOS 14; its oldest in the rule data is 15.'",
    "A15, 'A15 is no Mac''s chip; its twin M2 is in the rule data. Known chips: M1, M2, M3, M4, M5, M6.'"
  })
  void unknownTargetIsRefusedBySayingWhatIsKnown(String text, String message) {
    assertThatThrownBy(() -> PREDICTOR.targets(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void versionNamesTheContent() {
    assertThat(PREDICTOR.ruleSetVersion()).matches("1\\+[0-9a-f]{8}");
    assertThat(RuleBasedPredictor.load().ruleSetVersion()).isEqualTo(PREDICTOR.ruleSetVersion());
  }
}
