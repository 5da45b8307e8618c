package dev.aneoracle.evaluation;

class PostgresqlEvaluationRepositoryTests extends EvaluationRepositoryContract {

  @Override
  TestDatabase kind() {
    return TestDatabase.POSTGRESQL;
  }
}
