package dev.aneoracle.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetCatalogTests {

  private static final RuleBasedPredictor PREDICTOR = RuleBasedPredictor.load();
  private static final String KNOWN =
      "M1, M2, M3, M4, M5, M6, A14, A15, A16, A17Pro, A18, A18Pro, A19, A19Pro.";

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
    "A15, A15@27, M2@27",
    "a14@15, A14@15, M1@12",
    "A17 Pro@17, A17Pro@17, M4@14",
    "A17-PRO, A17Pro@27, M4@27",
    "A18Pro@26, A18Pro@26, M5@26",
    "A19@26, A19@26, M6@26"
  })
  void chipOfAPhoneIsJudgedAsTheMacOfItsGenerationAndYear(
      String text, String target, String judgedAs) {
    Target phone = PREDICTOR.targets(text).getFirst();

    assertThat(phone).hasToString(target);
    assertThat(RuleData.load().catalog().judgedAs(phone)).hasToString(judgedAs);
  }

  @Test
  void twinsAreNamedBothWays() {
    assertThat(PREDICTOR.twins("M5")).containsExactly("A18", "A18Pro");
    assertThat(PREDICTOR.twins("A18Pro")).containsExactly("M5");
    assertThat(PREDICTOR.twins("Z80")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "M9, 'Chip \"M9\" is not in the rule data; known: KNOWN'",
    "'', 'Chip \"\" is not in the rule data; known: KNOWN'",
    "M1@16, 'macOS \"16\" is not in the rule data; known: 12, 13, 14, 15, 26, 27.'",
    "M1@, 'macOS \"\" is not in the rule data; known: 12, 13, 14, 15, 26, 27.'",
    "M4@14, 'M4 does not run macOS 14; its oldest in the rule data is 15.'",
    "A15@12, 'iOS \"12\" is not in the rule data; known: 15, 16, 17, 18, 26, 27.'",
    "A16@15, 'A16 does not run iOS 15; its oldest in the rule data is 16.'",
    "A13, 'A13 is not in the rule data: its Neural Engine (h12) is in no Mac, and no rule is"
        + " measured on it. Known chips: KNOWN'"
  })
  void unknownTargetIsRefusedBySayingWhatIsKnown(String text, String message) {
    assertThatThrownBy(() -> PREDICTOR.targets(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message.replace("KNOWN", KNOWN));
  }

  @Test
  void versionNamesTheContent() {
    assertThat(PREDICTOR.ruleSetVersion()).matches("1\\+[0-9a-f]{8}");
    assertThat(RuleBasedPredictor.load().ruleSetVersion()).isEqualTo(PREDICTOR.ruleSetVersion());
  }
}
