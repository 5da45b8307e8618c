package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CredentialsTests {

  @Test
  void requestWithoutTheHeaderShowsNothing() {
    assertThat(read()).isEqualTo(new Credentials.None());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER   abc", " Bearer abc "})
  void schemeIsReadInAnyCase(String header) {
    assertThat(read(header)).isEqualTo(new Credentials.Bearer(Optional.of("abc")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Digest abc", "abc", "Bearerabc"})
  void otherHeadersShowSomethingThatIsNoToken(String header) {
    assertThat(read(header)).isEqualTo(new Credentials.Bearer(Optional.empty()));
  }

  @Test
  void passwordMayHaveColonsAndTheNameIsIgnored() {
    assertThat(read(TestToken.basic("a:b"))).isEqualTo(new Credentials.Basic(Optional.of("a:b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic !", "Basic YWJj"})
  void damagedPasswordIsNoToken(String header) {
    assertThat(read(header)).isEqualTo(new Credentials.Basic(Optional.empty()));
  }

  @Test
  void twoHeadersAreNoToken() {
    assertThat(read("Bearer abc", "Bearer abc"))
        .isEqualTo(new Credentials.Bearer(Optional.empty()));
  }

  @Test
  void endlessHeaderIsNoToken() {
    assertThat(read("Bearer " + "a".repeat(2000)))
        .isEqualTo(new Credentials.Bearer(Optional.empty()));
  }

  @Test
  void tokenIsNotPrinted() {
    assertThat(read("Bearer abc") + " " + read(TestToken.basic("abc"))).doesNotContain("abc");
  }

  private static Credentials read(String... headers) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    for (String header : headers) {
      request.addHeader("Authorization", header);
    }
    return Credentials.of(request);
  }
}
