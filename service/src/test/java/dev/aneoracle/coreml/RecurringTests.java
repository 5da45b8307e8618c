package dev.aneoracle.coreml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecurringTests {

  private static final int MANY = 10_000;

  private final Recurring<String> texts = new Recurring<>(Wire::text);

  @Test
  void givesTheSameObjectForTheSameBytes() throws CoreMlFormatException {
    assertThat(text("name")).isSameAs(text("name"));
  }

  @Test
  void givesItsOwnValueForEachOfMoreThanItKeeps() throws CoreMlFormatException {
    for (int turn = 0; turn < 2; turn++) {
      for (int i = 0; i < MANY; i++) {
        assertThat(text("name" + i)).isEqualTo("name" + i);
      }
    }
  }

  @Test
  void tellsBytesOfTheSameHashApart() throws CoreMlFormatException {
    assertThat(text("AaAa")).isEqualTo("AaAa");
    assertThat(text("BBBB")).isEqualTo("BBBB");
  }

  private String text(String text) throws CoreMlFormatException {
    Wire field = Wire.of(ByteBuffer.wrap(Specs.message(1, text)));
    field.next();
    return texts.get(field);
  }
}
