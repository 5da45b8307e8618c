package dev.aneoracle.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that damage anywhere in a conversation is either harmless or refused. */
class MessageMutationTests {

  private static final int ROUNDS = 2000;
  private static final String REQUEST =
      "{\"type\":\"evaluate\",\"id\":\"r\",\"computeUnits\":\"ALL\"}";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void understandsOrRefusesDamagedConversation(long seed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Talk talk = new Talk(new ByteArrayInputStream(new byte[0]), out);
    talk.hello();
    talk.run(REQUEST);
    talk.operation(REQUEST);
    talk.failure(REQUEST, 3, "d", 1, "m");
    byte[] valid = out.toByteArray();
    Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = valid.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      refused += refuses(damaged) ? 1 : 0;
    }
    assertThat(refused).isBetween(1, ROUNDS - 1);
  }

  private static boolean refuses(byte[] output) throws IOException {
    LineReader lines = new LineReader(new ByteArrayInputStream(output));
    Gathering gathering = new Gathering();
    try {
      for (String line = lines.next(); line != null; line = lines.next()) {
        gathering.add(new MessageDecoder().decode(line), line.length());
      }
    } catch (ProtocolException e) {
      assertThat(e.getMessage()).isNotBlank();
      return true;
    }
    assertThat(gathering.segments()).isNotNull();
    return false;
  }
}
