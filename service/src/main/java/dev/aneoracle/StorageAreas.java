package dev.aneoracle;

import dev.aneoracle.bundle.FileBundleStore;
import dev.aneoracle.storage.Area;
import dev.aneoracle.storage.StorageAccount;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names what lies where. */
final class StorageAreas {

  static final String EVALUATIONS = "evaluations";
  static final String HELPERS = "helpers";
  private static final String WARM_HOME = "warm-home";

  private StorageAreas() {}

  /** Returns the home that evaluations share, in the data directory unless it is set. */
  static Path warmHome(Path data, @Nullable Path set) {
    return set == null ? data.resolve(WARM_HOME) : set.toAbsolutePath();
  }

  static StorageAccount of(Path data, StoreDirectory store, @Nullable Path warmHome) {
    Path database = data.resolve(DatabaseConfiguration.FILE);
    return new StorageAccount(
        List.of(
            area("bundles", store.path().resolve(FileBundleStore.BUNDLES)),
            area("incoming", store.incoming()),
            area("evaluations", store.path().resolve(EVALUATIONS)),
            area("helpers", data.resolve(HELPERS), warmHome(data, warmHome)),
            area("temporary", data.resolve(DataDirectory.TEMPORARY)),
            area(
                "database",
                database,
                database.resolveSibling(DatabaseConfiguration.FILE + "-wal"),
                database.resolveSibling(DatabaseConfiguration.FILE + "-shm"))));
  }

  private static Area area(String name, Path... paths) {
    return new Area(name, List.of(paths));
  }
}
