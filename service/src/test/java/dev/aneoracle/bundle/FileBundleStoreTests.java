package dev.aneoracle.bundle;

import static dev.aneoracle.bundle.SampleModels.in;
import static dev.aneoracle.bundle.SampleModels.mlmodel;
import static dev.aneoracle.bundle.SampleModels.mlpackage;
import static dev.aneoracle.bundle.SampleModels.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a stored bundle is whole, found again and gone when it is removed. */
class FileBundleStoreTests {

  private static final byte[] PACKAGE = Archives.zip(in("Foo.mlpackage", mlpackage()));

  @TempDir Path data;

  private TestStore store;

  @BeforeEach
  void openStore() {
    store = TestStore.in(data);
  }

  @Test
  void storesUnderTheDigest() throws Exception {
    StoredBundle stored = store.keep(mlmodel(), "a.mlmodel");
    String hex = stored.digest().hex();
    assertThat(stored.path())
        .isEqualTo(
            data.resolve("bundles")
                .resolve(hex.substring(0, 2))
                .resolve(hex)
                .resolve("model.mlmodel"))
        .hasBinaryContent(mlmodel());
    assertThat(stored.bytes()).isEqualTo(mlmodel().length);
    assertThat(data.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void knowsWhatEachTakesAndWhenItWasLastOfUse() throws Exception {
    StoredBundle stored = store.keep(mlmodel(), "a.mlmodel");
    Instant later = Instant.parse("2031-05-06T07:08:09Z");

    store.store().used(stored.digest(), later);
    store.store().used(ModelDigest.parse("sha256:" + "0".repeat(64)), later);

    assertThat(store.store().shelved())
        .containsExactly(new ShelvedBundle(stored.digest(), mlmodel().length, later));
    store.store().remove(stored.digest());
    assertThat(store.store().shelved()).isEmpty();
  }

  @Test
  void findsWhatAnEarlierRunStored() throws Exception {
    byte[] zip = Archives.zip(in("Foo.mlpackage", without(mlpackage(), SampleModels.WEIGHTS)));
    StoredBundle stored = store.keep(zip, "a.zip");
    assertThat(TestStore.in(data).store().find(stored.digest())).contains(stored);
    assertThat(stored.warnings()).hasSize(1);
    assertThat(stored.format()).isEqualTo(BundleFormat.MLPACKAGE);
  }

  @Test
  void keepsTheNameBesideTheContent() throws Exception {
    StoredBundle stored = store.keep(PACKAGE, "a.zip");
    assertThat(StoredRecord.read(stored.path().resolveSibling(".").normalize()).name())
        .isEqualTo("Foo.mlpackage");
  }

  @Test
  void forcesTheNameOfWhatAnotherUploadMovedInToTheDiskOnce() throws Exception {
    StoredBundle stored = store.keep(PACKAGE, "a.zip");
    Path home = Objects.requireNonNull(stored.path().getParent());
    assertThat(StoredRecord.isSettled(home)).isTrue();
    Files.delete(home.resolve("settled"));

    assertThat(store.store().secure(stored.digest())).contains(stored);

    assertThat(StoredRecord.isSettled(home)).isTrue();
    Files.delete(home.resolve("settled"));
    store.keep(PACKAGE, "b.zip");
    assertThat(StoredRecord.isSettled(home)).isTrue();
  }

  @Test
  void findsNothingUnderAnUnknownDigest() {
    assertThat(store.store().find(new ModelDigest("0".repeat(64)))).isEmpty();
  }

  @Test
  void dropsTheStagedCopyWhereTheDigestIsThere() throws Exception {
    StoredBundle first = store.keep(PACKAGE, "a.zip");
    StoredBundle second = store.keep(Archives.tarGz(mlpackage()), "b.tar.gz");
    assertThat(second).isEqualTo(first);
    assertThat(data.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void storesTheStagedCopyWhereWhatWasThereHasGoneMeanwhile() throws Exception {
    StoredBundle first = store.keep(PACKAGE, "a.zip");
    try (StagedBundle again = store.receive(PACKAGE, "b.zip")) {
      store.store().remove(first.digest());

      assertThat(store.store().store(again)).isEqualTo(first);
    }
    assertThat(store.store().find(first.digest())).contains(first);
  }

  @Test
  void removesWhatIsThereAndMindsNotWhatIsNot() throws Exception {
    StoredBundle stored = store.keep(PACKAGE, "a.zip");
    store.store().remove(stored.digest());
    store.store().remove(stored.digest());
    assertThat(store.store().find(stored.digest())).isEmpty();
    assertThat(store.files().filter(Files::isRegularFile)).isEmpty();
    assertThat(data.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void listsTheDigestsOfWhatIsStored() throws Exception {
    StoredBundle one = store.keep(PACKAGE, "a.zip");
    StoredBundle other = store.keep(mlmodel(), "a.mlmodel");
    assertThat(store.store().digests()).containsExactlyInAnyOrder(one.digest(), other.digest());
  }

  @Test
  void storesAgainAfterRemoval() throws Exception {
    StoredBundle stored = store.keep(PACKAGE, "a.zip");
    store.store().remove(stored.digest());
    assertThat(store.keep(PACKAGE, "a.zip")).isEqualTo(stored);
    assertThat(stored.path().resolve(SampleModels.MODEL)).exists();
  }

  @Test
  void leavesNothingWhenTheStagedBundleIsClosedUnstored() throws Exception {
    store.receive(PACKAGE, "a.zip").close();
    assertThat(store.files()).isEmpty();
  }

  @Test
  void sweepsWhatACrashLeft() throws Exception {
    Path leftover = data.resolve("incoming/upload-1/unpacked/deep");
    Files.createDirectories(leftover);
    Files.write(leftover.resolve("0"), mlmodel());
    Files.write(data.resolve("incoming/stray"), mlmodel());
    StoredBundle stored = store.keep(PACKAGE, "a.zip");
    TestStore reopened = TestStore.in(data);
    assertThat(data.resolve("incoming")).isEmptyDirectory();
    assertThat(reopened.store().find(stored.digest())).contains(stored);
  }

  @Test
  void replacesStoredBundleWhoseRecordIsDamaged() throws Exception {
    StoredBundle stored = store.keep(PACKAGE, "a.zip");
    Files.write(stored.path().resolveSibling("bundle.json"), new byte[] {'{'});
    assertThat(store.store().find(stored.digest())).isEmpty();
    assertThat(store.keep(PACKAGE, "a.zip")).isEqualTo(stored);
    assertThat(store.store().find(stored.digest())).contains(stored);
  }

  @Test
  void keepsOthersOutOfItsDirectories() throws Exception {
    assertThat(Files.getPosixFilePermissions(data.resolve("incoming"))).hasSize(3);
    assertThat(Files.getPosixFilePermissions(data.resolve("bundles"))).hasSize(3);
  }

  @Test
  void refusesBundleOfAnotherStore() {
    StagedBundle foreign = new ForeignStagedBundle();
    assertThatIllegalArgumentException().isThrownBy(() -> store.store().store(foreign));
  }

  @Test
  void storesTheSameModelFromManyThreadsOnce() throws Exception {
    int threads = 8;
    var together = new CyclicBarrier(threads);
    var uploads = new ArrayList<Callable<StoredBundle>>();
    for (int i = 0; i < threads; i++) {
      uploads.add(() -> {
        try (StagedBundle staged = store.receive(PACKAGE, "a.zip")) {
          together.await();
          return store.store().store(staged);
        }
      });
    }
    try (var executor = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < 10; round++) {
        List<Future<StoredBundle>> stored = executor.invokeAll(uploads);
        StoredBundle first = stored.getFirst().get();
        for (Future<StoredBundle> other : stored) {
          assertThat(other.get()).isEqualTo(first);
        }
        assertThat(first.path().resolve(SampleModels.MODEL)).hasBinaryContent(mlmodel());
        assertThat(data.resolve("incoming")).isEmptyDirectory();
        store.store().remove(first.digest());
      }
    }
  }

  @Test
  void nodesStoreTheSameModelAtOnceInASharedDirectory() throws Exception {
    int nodes = 3;
    var together = new CyclicBarrier(nodes);
    var uploads = new ArrayList<Callable<StoredBundle>>();
    for (int i = 0; i < nodes; i++) {
      TestStore node = TestStore.ofNode(data, "node" + i);
      uploads.add(() -> {
        try (StagedBundle staged = node.receive(PACKAGE, "a.zip")) {
          together.await();
          return node.store().store(staged);
        }
      });
    }
    try (var executor = Executors.newFixedThreadPool(nodes)) {
      for (int round = 0; round < 20; round++) {
        List<Future<StoredBundle>> stored = executor.invokeAll(uploads);
        StoredBundle first = stored.getFirst().get();
        for (Future<StoredBundle> other : stored) {
          assertThat(other.get()).isEqualTo(first);
        }
        assertThat(first.path().resolve(SampleModels.MODEL)).hasBinaryContent(mlmodel());
        store.store().remove(first.digest());
      }
    }
  }

  @Test
  void aNodeThatStartsLeavesTheUploadsOfOthersAlone() throws Exception {
    TestStore first = TestStore.ofNode(data, "first");
    try (StagedBundle underWay = first.receive(PACKAGE, "a.zip")) {
      TestStore second = TestStore.ofNode(data, "second");

      StoredBundle stored = first.store().store(underWay);

      assertThat(second.store().find(stored.digest())).contains(stored);
    }
  }

  /** A bundle that the store has not received. */
  private static final class ForeignStagedBundle implements StagedBundle {

    @Override
    public ModelDigest digest() {
      return new ModelDigest("0".repeat(64));
    }

    @Override
    public BundleFormat format() {
      return BundleFormat.MLMODEL;
    }

    @Override
    public String name() {
      return "a.mlmodel";
    }

    @Override
    public Path path() {
      return Path.of("a.mlmodel");
    }

    @Override
    public long receivedBytes() {
      return 0;
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
