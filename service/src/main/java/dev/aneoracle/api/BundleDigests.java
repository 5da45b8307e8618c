package dev.aneoracle.api;

import dev.aneoracle.bundle.BundleContent;
import dev.aneoracle.bundle.BundleFormat;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.bundle.StoredBundle;
import java.io.IOException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The SHA-256 of what is downloaded. A file's is its model digest; a directory's is computed when
 * it is first asked for, since that reads all of it. Thread-safe.
 */
final class BundleDigests {

  private static final int REMEMBERED = 1000;

  private final Map<ModelDigest, byte[]> computed =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ModelDigest, byte[]> eldest) {
              return size() > REMEMBERED;
            }
          });

  byte[] of(StoredBundle bundle, BundleContent content) throws IOException {
    ModelDigest digest = bundle.digest();
    if (bundle.format() == BundleFormat.MLMODEL) {
      return HexFormat.of().parseHex(digest.hex());
    }
    byte[] known = computed.get(digest);
    if (known != null) {
      return known;
    }
    byte[] now = content.sha256();
    computed.put(digest, now);
    return now;
  }
}
