package dev.aneoracle.api;

import dev.aneoracle.bundle.BundleContent;
import dev.aneoracle.bundle.BundleFormat;
import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.bundle.StoredBundle;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Base64;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives stored models back. */
@RestController
@RequestMapping("/api/v1/models/{digest}/bundle")
@Tag(name = OpenApiConfiguration.MODELS)
class BundleController {

  private static final String TAR = "application/x-tar";

  private final BundleStore bundles;
  private final BundleDigests digests;
  private final InstantSource clock;

  BundleController(BundleStore bundles, BundleDigests digests, Clock clock) {
    this.bundles = bundles;
    this.digests = digests;
    this.clock = clock;
  }

  @Operation(
      operationId = "getBundle",
      summary = "Download a stored model",
      description =
          "A .mlmodel as it was sent; an .mlpackage or .mlmodelc as a tar without compression,"
              + " which is the same every time. Repr-Digest is of these bytes; that of a .mlmodel"
              + " is its model digest too. Sent back as it is, it gives the same model digest.")
  @ApiResponse(
      responseCode = "200",
      description = "The model",
      headers = {
        @Header(
            name = ExpectedDigests.REPR_DIGEST,
            description = "The SHA-256 of the whole (RFC 9530)",
            required = true,
            schema =
                @Schema(
                    type = "string",
                    examples = "sha-256=:gW6vwwynWkFQKN0fgg7ngJK92stXCCm34KtKKhNIHLg=:")),
        @Header(
            name = HttpHeaders.ETAG,
            description = "The model digest in quotes",
            required = true,
            schema = @Schema(type = "string"))
      },
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            schema = @Schema(type = "string", format = "binary"),
            examples = @ExampleObject(name = "mlmodel", value = "the bytes of the .mlmodel")),
        @Content(
            mediaType = TAR,
            schema = @Schema(type = "string", format = "binary"),
            examples = @ExampleObject(name = "package", value = "the bytes of the tar"))
      })
  @FileParts
  @ProblemAnswers({ProblemType.UNKNOWN_MODEL, ProblemType.RANGE_NOT_SATISFIABLE})
  @GetMapping(produces = {MediaType.APPLICATION_OCTET_STREAM_VALUE, TAR})
  ResponseEntity<Resource> get(@DigestParameter @PathVariable String digest) throws IOException {
    ModelDigest parsed = Digests.parse(digest);
    StoredBundle bundle = bundles.find(parsed).orElseThrow(() -> Digests.unknown(parsed));
    bundles.used(parsed, clock.instant());
    BundleContent content = BundleContent.of(bundle);
    boolean file = bundle.format() == BundleFormat.MLMODEL;
    String name = parsed.hex() + "." + bundle.format().extension() + (file ? "" : ".tar");
    return ResponseEntity.ok()
        .contentType(file ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(TAR))
        .eTag("\"" + parsed + "\"")
        .header(
            ExpectedDigests.REPR_DIGEST,
            "sha-256=:" + Base64.getEncoder().encodeToString(digests.of(bundle, content)) + ":")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(new BundleResource(name, content));
  }
}
