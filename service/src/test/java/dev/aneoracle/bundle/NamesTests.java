package dev.aneoracle.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Tests of names and sizes as they are shown, and of the limits' own rules. */
class NamesTests {

  @Test
  void showsTheLastSegmentOfAFileName() {
    assertThat(DisplayName.ofFile("C:\\models\\a.mlmodel")).isEqualTo("a.mlmodel");
    assertThat(DisplayName.ofFile("../../Foo.mlpackage/")).isEqualTo("Foo.mlpackage");
    assertThat(DisplayName.ofFile(" Mod\u00e8le \u6a21.mlmodel "))
        .isEqualTo("Mod\u00e8le \u6a21.mlmodel");
  }

  @Test
  void showsNoControlsAndNoTurningOfTheWritingDirection() {
    assertThat(DisplayName.ofFile("a\u0000\u001B[31m\u202Eb\uD800.mlmodel"))
        .isEqualTo("a[31mb.mlmodel");
  }

  @Test
  void showsNothingWhereNothingIsLeft() {
    assertThat(DisplayName.ofFile(null)).isNull();
    assertThat(DisplayName.ofFile("")).isNull();
    assertThat(DisplayName.ofFile("a/..")).isNull();
    assertThat(DisplayName.ofFile("\n")).isNull();
  }

  @Test
  void cutsLongNamesWithoutSplittingACharacter() {
    assertThat(DisplayName.ofFile("x".repeat(254) + "\uD83D\uDE00.mlmodel"))
        .isEqualTo("x".repeat(254));
  }

  @Test
  void writesSizesForPeople() {
    assertThat(ByteCount.describe(0)).isEqualTo("0 bytes");
    assertThat(ByteCount.describe(1023)).isEqualTo("1023 bytes");
    assertThat(ByteCount.describe(8L << 30)).isEqualTo("8 GiB");
    assertThat(ByteCount.describe(1536)).isEqualTo("1536 bytes");
  }

  @Test
  void limitsHaveDefaults() {
    BundleLimits limits = BundleLimits.defaults();
    assertThat(limits.maxUpload()).isEqualTo(DataSize.ofGigabytes(8));
    assertThat(limits.maxUnpacked()).isEqualTo(DataSize.ofGigabytes(16));
    assertThat(limits.maxEntries()).isEqualTo(10_000);
    assertThat(limits.maxRatio()).isEqualTo(200);
    assertThat(limits.maxDepth()).isEqualTo(32);
    assertThat(limits.minFree()).isEqualTo(DataSize.ofGigabytes(1));
  }

  @Test
  void limitsMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new BundleLimits(
                DataSize.ofBytes(1), DataSize.ofBytes(1), 0, 1, 1, DataSize.ofBytes(0)))
        .withMessageContaining("maxEntries");
  }
}
