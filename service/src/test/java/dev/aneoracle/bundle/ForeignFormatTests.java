package dev.aneoracle.bundle;

import static dev.aneoracle.bundle.SampleModels.mlmodel;
import static dev.aneoracle.bundle.SampleModels.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.bundle.BundleRejectedException.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that what is not Core ML is recognised, named and refused early. */
class ForeignFormatTests {

  @TempDir Path data;

  private TestStore store;

  @BeforeEach
  void openStore() {
    store = TestStore.in(data);
  }

  @ParameterizedTest
  @CsvSource({
    "894844460d0a1a0a00, HDF5",
    "1c00000054464c3314002000, TensorFlow Lite",
    "934e554d5059010076, NumPy",
    "0a000000000000007b22613a7d, SafeTensors",
    "4747554603000000, GGUF",
    "80027d7100, pickle",
    "425a6839314159, bzip2",
    "fd377a585a0000, xz",
    "28b52ffd0400, Zstandard",
    "377abcaf271c0004, 7z",
    "526172211a0700, RAR",
  })
  void namesFormatByItsContent(String hex, String name) {
    byte[] body = HexFormat.of().parseHex(hex);
    assertThat(refuseForeign(body, "model.mlmodel")).contains(name, "model.mlmodel");
  }

  @Test
  void namesOnnxByTheFieldsAfterItsVersion() {
    byte[] onnx = HexFormat.of().parseHex("0808120770790074726368" + "1a05322e312e30" + "3a021200");
    assertThat(refuseForeign(onnx, null)).contains("ONNX", "coremltools");
  }

  @Test
  void namesOnnxByItsNameWhereTheContentDoesNotSay() {
    byte[] onnx = HexFormat.of().parseHex("08081203707974");
    assertThat(refuseForeign(onnx, "a.onnx")).contains("ONNX");
  }

  @Test
  void takesCoreMlModelThatIsNamedOnnx() throws Exception {
    try (StagedBundle staged = store.receive(mlmodel(), "a.onnx")) {
      assertThat(staged.format()).isEqualTo(BundleFormat.MLMODEL);
    }
  }

  @Test
  void namesTorchScriptBeforeTheRestIsReceived() {
    byte[] zip = Archives.zip(Map.of("archive/data.pkl", text("x")));
    assertThat(refuseForeign(zip, "a.pt")).contains("PyTorch");
    assertRefusedEarly(zip, "PyTorch");
  }

  @Test
  void namesTorchScriptByAnyEntry() {
    var files = new LinkedHashMap<String, byte[]>();
    files.put("archive/version", text("3"));
    files.put("archive/data.pkl", text("x"));
    assertThat(refuseForeign(Archives.zip(files), "a.pt")).contains("PyTorch");
  }

  @Test
  void namesWhatAnArchiveHolds() {
    assertThat(refuseForeign(Archives.zip(Map.of("a/b.onnx", text("x"), "c", text(""))), "a.zip"))
        .contains("'a/b.onnx'", "ONNX");
    assertThat(refuseForeign(Archives.zip(Map.of("a.aimodel/x", text("x"))), "a.zip"))
        .contains("Core AI");
    assertThat(
            refuseForeign(
                Archives.zip(Map.of("config.json", text("{}"), "model.weights.h5", text("x"))),
                "a.keras"))
        .contains("Keras");
  }

  @Test
  void namesCoreAiByItsName() {
    assertThat(refuseForeign(new byte[] {1, 2, 3}, "a.aimodel")).contains("Core AI");
  }

  @Test
  void asksForTheRawFileWhenAPageCame() {
    assertThat(refuseForeign(text("\uFEFF\n<!DOCTYPE html><html>"), "a.mlmodel"))
        .contains("HTML", "raw file");
  }

  @Test
  void asksForTheDirectoryWhenOneFileOfItCame() {
    assertThat(refuseForeign(text("{\"layers\": []}"), "model.espresso.net")).contains("JSON");
    assertThat(refuseForeign(text("program(1.0)\n[buildInfo = dict()]"), "model.mil"))
        .contains(".mlmodelc directory");
  }

  @Test
  void refusesPlainText() {
    assertThat(store.refuse(text("algorithm: knn"), "a.mlmodel", Rejection.NOT_A_CORE_ML_MODEL))
        .contains("a.mlmodel", "plain text");
  }

  @Test
  void refusesEmptyBody() {
    assertThat(store.refuse(new byte[0], "a.mlmodel", Rejection.NOT_A_CORE_ML_MODEL))
        .contains("empty");
  }

  @Test
  void refusesLfsPointer() {
    assertThat(store.refuse(SampleModels.lfsPointer(), "Big.mlmodel", Rejection.GIT_LFS_POINTER))
        .contains("Big.mlmodel", "git lfs pull");
  }

  @Test
  void refusesGzipOfASingleFile() {
    assertThat(refuseForeign(Archives.gzip(mlmodel()), "a.mlmodel.gz"))
        .contains("a.mlmodel.gz", "gunzip");
  }

  @Test
  void refusesGzipOfALargeFileEarly() {
    byte[] random = new byte[100_000];
    new Random(1).nextBytes(random);
    random[0] = 8;
    assertRefusedEarly(Archives.gzip(random), "gunzip");
  }

  @Test
  void refusesModelThatIsCut() {
    byte[] cut = Arrays.copyOf(mlmodel(), mlmodel().length - 1);
    assertThat(store.refuse(cut, "a.mlmodel", Rejection.NOT_A_CORE_ML_MODEL))
        .contains("a.mlmodel", "not whole");
  }

  @Test
  void refusesRandomBytes() {
    byte[] bytes = "\u00DE\u00AD\u00BE\u00EF".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(store.refuse(bytes, null, Rejection.NOT_A_CORE_ML_MODEL)).contains("de ad be ef");
  }

  @Test
  void doesNotReadOnWhenTheFirstBytesAreHopeless() {
    assertRefusedEarly(Arrays.copyOf(text("GGUF"), Head.LENGTH), "GGUF");
  }

  private void assertRefusedEarly(byte[] start, String name) {
    var rest = new CountingStream(new ZerosInputStream(100 << 20));
    var body = new SequenceInputStream(new ByteArrayInputStream(start), rest);
    assertThat(store.refuse(body, "x", Rejection.UNSUPPORTED_FORMAT)).contains(name);
    assertThat(rest.count).isLessThanOrEqualTo(Head.LENGTH);
  }

  private String refuseForeign(byte[] body, @Nullable String filename) {
    return store.refuse(body, filename, Rejection.UNSUPPORTED_FORMAT);
  }

  /** Counts what is read. */
  private static final class CountingStream extends InputStream {

    private final InputStream in;

    private long count;

    CountingStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
