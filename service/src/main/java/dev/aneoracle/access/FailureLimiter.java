package dev.aneoracle.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts wrong tokens by address. An address may send so many at once, and then one whenever its
 * share of the window has passed; of each address only the time is kept at which it has none left
 * to answer for. The addresses that failed longest ago are forgotten beyond a fixed number.
 */
public final class FailureLimiter {

  private static final int IPV6_NETWORK_BYTES = 8;

  private final Clock clock;
  private final Duration window;
  private final Duration share;
  private final Map<String, Instant> settledAt;

  /**
   * @param failures how many an address may send at once
   * @param window how long it takes until it may send as many again
   * @param addresses how many addresses are remembered
   */
  public FailureLimiter(Clock clock, int failures, Duration window, int addresses) {
    this.clock = clock;
    this.window = window;
    this.share = window.dividedBy(failures);
    this.settledAt =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > addresses;
          }
        };
  }

  /** Returns how long the address has to wait before a token of its is looked at again. */
  public synchronized Optional<Duration> waitOf(String address) {
    Instant settled = settledAt.get(network(address));
    if (settled == null) {
      return Optional.empty();
    }
    Duration owed = Duration.between(clock.instant(), settled);
    // A clock that was set back must not lock an address out for longer than the window.
    Duration most = owed.compareTo(window) > 0 ? window : owed;
    Duration wait = most.minus(window.minus(share));
    return wait.isPositive() ? Optional.of(wait) : Optional.empty();
  }

  /** Counts a wrong token. */
  public synchronized void failed(String address) {
    Instant now = clock.instant();
    settledAt.merge(
        network(address),
        now.plus(share),
        (settled, fresh) -> {
          if (!settled.isAfter(now)) {
            return fresh;
          }
          Instant next = settled.plus(share);
          Instant latest = now.plus(window);
          return next.isAfter(latest) ? latest : next;
        });
  }

  synchronized int remembered() {
    return settledAt.size();
  }

  /** An IPv6 customer has a whole network of addresses. */
  private static String network(String address) {
    try {
      return address.indexOf(':') >= 0
              && InetAddress.getByName(address) instanceof Inet6Address ipv6
              && !ipv6.isLinkLocalAddress()
          ? HexFormat.of().formatHex(Arrays.copyOf(ipv6.getAddress(), IPV6_NETWORK_BYTES))
          : address;
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }
}
