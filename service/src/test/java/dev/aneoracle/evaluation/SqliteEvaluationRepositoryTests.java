package dev.aneoracle.evaluation;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteEvaluationRepositoryTests extends EvaluationRepositoryContract {

  private SqliteFixture database;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = new SqliteFixture(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  EvaluationRepository repository() {
    return database.repository();
  }
}
