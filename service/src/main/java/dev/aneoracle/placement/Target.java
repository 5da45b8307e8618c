package dev.aneoracle.placement;

/**
 * What a prediction is for: a chip and a macOS version, written {@code M1@12}.
 *
 * @param chip such as {@code M1}, or {@code A15}
 * @param macos the major version of macOS, such as 12; of iOS for a chip of iPhones and iPads
 */
public record Target(String chip, int macos) {

  @Override
  public String toString() {
    return chip + "@" + macos;
  }
}
