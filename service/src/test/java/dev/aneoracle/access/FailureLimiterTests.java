package dev.aneoracle.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureLimiterTests {

  private static final String ADDRESS = "192.0.2.1";
  private static final Duration SHARE = Duration.ofSeconds(6);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final FailureLimiter limiter = new FailureLimiter(clock, 10, Duration.ofMinutes(1), 3);

  @Test
  void addressWithoutFailuresDoesNotWait() {
    assertThat(limiter.waitOf(ADDRESS)).isEmpty();
    assertThat(limiter.remembered()).isZero();
  }

  @Test
  void lastFailureOfTheWindowMakesTheAddressWait() {
    fail(ADDRESS, 9);
    assertThat(limiter.waitOf(ADDRESS)).isEmpty();

    fail(ADDRESS, 1);
    assertThat(limiter.waitOf(ADDRESS)).contains(SHARE);
  }

  @Test
  void waitThatWasSaidIsEnoughForOneMore() {
    fail(ADDRESS, 10);
    clock.move(SHARE.minusNanos(1));
    assertThat(limiter.waitOf(ADDRESS)).isPresent();

    clock.move(Duration.ofNanos(1));
    assertThat(limiter.waitOf(ADDRESS)).isEmpty();
    fail(ADDRESS, 1);
    assertThat(limiter.waitOf(ADDRESS)).contains(SHARE);
  }

  @Test
  void guessingForAnHourGetsAsManyTriesAsTheWindowsHave() {
    int tries = 0;
    for (int second = 0; second < 3600; second++) {
      while (limiter.waitOf(ADDRESS).isEmpty()) {
        limiter.failed(ADDRESS);
        tries++;
      }
      clock.move(Duration.ofSeconds(1));
    }
    assertThat(tries).isBetween(600, 610);
  }

  @Test
  void quietWindowIsForgiven() {
    fail(ADDRESS, 10);
    clock.move(Duration.ofMinutes(1));
    fail(ADDRESS, 9);

    assertThat(limiter.waitOf(ADDRESS)).isEmpty();
  }

  @Test
  void moreFailuresAtOnceDoNotMakeItWaitLonger() {
    fail(ADDRESS, 1000);

    assertThat(limiter.waitOf(ADDRESS)).contains(SHARE);
  }

  @Test
  void otherAddressesAreNotHeldUp() {
    fail(ADDRESS, 10);

    assertThat(limiter.waitOf("192.0.2.2")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::1, 2001:db8:0:0:ffff::2, true",
    "2001:db8::1, 2001:db8:0:1::1, false",
    "fe80::1%99, fe80::2%99, false"
  })
  void addressesOfOneIpv6NetworkCountAsOne(String one, String other, boolean same) {
    fail(one, 10);

    assertThat(limiter.waitOf(other).isPresent()).isEqualTo(same);
    assertThat(limiter.waitOf(one)).isPresent();
  }

  @Test
  void remembersNoMoreAddressesThanItMay() {
    fail(ADDRESS, 10);
    for (int i = 0; i < 100; i++) {
      limiter.waitOf(ADDRESS);
      limiter.failed("198.51.100." + i);
    }

    assertThat(limiter.remembered()).isEqualTo(3);
    assertThat(limiter.waitOf(ADDRESS)).as("asked for all the while").isPresent();
  }

  @Test
  void clockThatIsSetBackLocksNobodyOutForLonger() {
    fail(ADDRESS, 10);
    clock.move(Duration.ofDays(-1));

    assertThat(limiter.waitOf(ADDRESS)).contains(SHARE);
    fail(ADDRESS, 1);
    clock.move(Duration.ofMinutes(1));
    assertThat(limiter.waitOf(ADDRESS)).isEmpty();
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      limiter.failed(address);
    }
  }
}
