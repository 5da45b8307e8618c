package dev.aneoracle.evaluation;

class SqliteEvaluationRepositoryTests extends EvaluationRepositoryContract {

  @Override
  TestDatabase kind() {
    return TestDatabase.SQLITE;
  }
}
