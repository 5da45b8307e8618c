package dev.aneoracle.api;

import dev.aneoracle.evaluation.Fleet;
import dev.aneoracle.evaluation.Node;
import dev.aneoracle.evaluation.NodeReport;
import dev.aneoracle.evaluation.ProofSummary;
import dev.aneoracle.helper.HelperIdentity;
import dev.aneoracle.host.HostInfo;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what the machines behind the service are. */
@RestController
@RequestMapping(path = "/api/v1/hosts", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = OpenApiConfiguration.HOSTS)
class HostController {

  private final Fleet fleet;

  HostController(Fleet fleet) {
    this.fleet = fleet;
  }

  @Operation(
      operationId = "listHosts",
      summary = "List the machines and whether they can measure",
      description =
          "The node that is asked comes first, then the others on the same queue. A host without a"
              + " Neural Engine answers with predictions only.")
  @ApiResponse(responseCode = "200", description = "The nodes")
  @ProblemAnswers
  @GetMapping
  List<HostResponse> list() {
    return fleet.nodes().stream().map(HostResponse::of).toList();
  }

  /** One machine. */
  @Schema(name = "Host", description = "A machine behind the service")
  record HostResponse(
      @Schema(description = "The node's name") String node,
      @Schema(example = "Apple M1") String chip,
      @Schema(example = "Macmini9,1") String model,
      @Schema(example = "macOS") String os,
      @Schema(example = "15.5") String osVersion,
      @Schema(example = "24F74") String osBuild,
      @Schema(example = "arm64") String architecture,
      @Schema(description = "Physical memory; 0 where not known") long memoryBytes,
      @Schema(description = "Whether the service runs under Rosetta") boolean translated,
      @Schema(description = "Whether it can measure on a Neural Engine") boolean measures,
      @Schema(description = "Why it cannot measure; null where it can")
          @Nullable String cannotMeasureBecause,
      @Schema(description = "The native helper's version; null where there is none")
          @Nullable String helper,
      @Schema(description = "Whether nothing the helper sees is real; null without a helper")
          @Nullable Boolean simulated,
      @Schema(description = "The Neural Engine as the helper sees it; null without a helper")
          EnvironmentResponse.@Nullable AneResponse ane,
      @Schema(description = "The hooks one by one; none without a helper")
          List<ProofResponse.HookResponse> hooks,
      @Schema(description = "What came of the canaries; null without a helper")
          @Nullable ProofResponse canaries,
      @Schema(description = "Null unless it takes no measurements for now")
          @Nullable MaintenanceResponse maintenance,
      @Schema(description = "The service's version") String service,
      @Schema(description = "Whether it was heard of lately; work for one that was not waits")
          boolean live,
      @Schema(description = "When it was last heard of") Instant lastSeen) {

    static HostResponse of(Node node) {
      NodeReport report = node.report();
      HostInfo host = report.host();
      HelperIdentity helper = report.helper();
      ProofSummary proof = report.proof();
      return new HostResponse(
          host.node(),
          host.chip(),
          host.model(),
          host.os(),
          host.osVersion(),
          host.osBuild(),
          host.architecture(),
          host.memoryBytes(),
          host.translated(),
          proof != null && proof.state() == ProofSummary.State.PROVEN,
          whyNot(report),
          helper == null ? null : helper.version(),
          helper == null ? null : helper.simulated(),
          helper == null ? null : ane(helper.machine().ane()),
          helper == null ? List.of() : ProofResponse.HookResponse.all(helper),
          proof == null ? null : ProofResponse.of(proof),
          MaintenanceResponse.ofNullable(report.maintenance()),
          report.service(),
          node.live(),
          node.lastSeen());
    }

    private static EnvironmentResponse.AneResponse ane(HelperIdentity.Ane ane) {
      return new EnvironmentResponse.AneResponse(ane.present(), ane.architecture(), ane.cores());
    }

    private static @Nullable String whyNot(NodeReport report) {
      ProofSummary proof = report.proof();
      if (proof == null) {
        return report.cannotMeasureBecause();
      }
      return proof.state() == ProofSummary.State.PROVEN ? null : HelperHealth.because(proof);
    }
  }
}
