package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.access.Role;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What one token may keep waiting, and whose an evaluation is. */
@TokenServiceTest
@TestPropertySource(properties = "ane-oracle.queue.quotas.submitter.max-evaluations=0")
class QuotaApiTests {

  private static final String AUTHORIZATION = "Authorization";

  private final Api api;

  QuotaApiTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  private Reply submit(Role role) {
    return api.submit(
        "", Multipart.of(ExampleModel.CLASSIFIER), AUTHORIZATION, TestToken.bearer(role));
  }

  @Test
  void tokenThatHasUsedUpItsQuotaIsToldWhenToComeAgain() {
    Reply reply = submit(Role.SUBMIT).isProblem(ProblemType.QUOTA_EXCEEDED).saying("'submitter'");

    assertThat(reply.header("Retry-After").map(Integer::parseInt).orElseThrow()).isPositive();
    assertThat(reply.json().at("/retryable").asBoolean()).isTrue();
  }

  @Test
  void evaluationSaysWhoAskedForItAndIsFoundByIt() {
    Reply made = submit(Role.ADMIN).hasStatus(200);

    assertThat(made.text("/submittedBy")).isEqualTo("admin");
    assertThat(list("?submittedBy=admin").ids()).contains(made.text("/id"));
    assertThat(list("?submittedBy=submitter").ids()).isEmpty();
    assertThat(list("?submittedBy=").ids()).contains(made.text("/id"));
  }

  private Reply list(String query) {
    return api.get(Api.EVALUATIONS + query, AUTHORIZATION, TestToken.bearer(Role.READ))
        .hasStatus(200);
  }
}
