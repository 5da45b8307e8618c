package dev.aneoracle.helper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Remembers what the canaries proved, for one helper on one system within one boot. */
final class ProofFile {

  private static final Logger log = LoggerFactory.getLogger(ProofFile.class);
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path file;
  private final String boot;

  ProofFile(Path file, String boot) {
    this.file = file;
    this.boot = boot;
  }

  /** Returns the proof that holds for a helper, empty where there is none. */
  Optional<Proof.Proven> read(HelperIdentity helper) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Remembered remembered = MAPPER.readValue(Files.readAllBytes(file), Remembered.class);
      return remembered != null && remembered.isOf(key(helper))
          ? Optional.of(new Proof.Proven(remembered.at(), remembered.runs()))
          : Optional.empty();
    } catch (IOException | JacksonException | NullPointerException damaged) {
      log.atInfo().log("what the canaries proved cannot be read, so they run again");
      return Optional.empty();
    }
  }

  /** Writes beside and moves, so that there is never half a proof. */
  void write(HelperIdentity helper, Proof.Proven proof) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(
          beside, MAPPER.writeValueAsBytes(new Remembered(key(helper), proof.at(), proof.runs())));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("what the canaries proved is not kept, so they run again at the next start");
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("an outdated proof is not deleted");
    }
  }

  private Key key(HelperIdentity helper) {
    return new Key(helper.digest(), helper.machine().osBuild(), boot);
  }

  /** What a proof is for. */
  private record Key(String helper, String osBuild, String boot) {}

  private record Remembered(@Nullable Key of, Instant at, List<Proof.CanaryRun> runs) {
    boolean isOf(Key key) {
      return key.equals(of);
    }
  }
}
