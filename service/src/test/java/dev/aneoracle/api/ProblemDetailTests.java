package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemDetailTests {

  @Test
  void quotesNothingThatATerminalWouldObey() {
    var problem =
        Problems.document(ProblemType.NOT_A_CORE_ML_MODEL, "name \u001b[2J\n\u202eevil\u0000 end");

    assertThat(problem.getDetail()).isEqualTo("name \uFFFD[2J\uFFFD\uFFFDevil\uFFFD end");
  }

  @Test
  void keepsAShortMeasure() {
    var problem = Problems.document(ProblemType.NOT_A_CORE_ML_MODEL, "x".repeat(100_000));

    assertThat(problem.getDetail()).hasSize(2001).endsWith("…");
  }
}
