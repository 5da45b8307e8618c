package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.media.Schema;

/** The members of a problem document (RFC 9457), for the API document. */
@Schema(name = ProblemResponses.SCHEMA, description = "What went wrong, and what to do (RFC 9457)")
record ProblemDocument(
    @Schema(
            description = "Names the kind of problem; the address of a page that explains it",
            format = "uri-reference",
            example = "/problems/unknown-evaluation")
        String type,
    @Schema(description = "The kind of problem, for people", example = "No such evaluation")
        String title,
    @Schema(description = "The HTTP status", example = "404") int status,
    @Schema(
            description = "What was wrong this time, and what to do",
            example = "There is no evaluation '01KANXW3ZP8S5T2J7Q9F0D4E6G'.")
        String detail,
    @Schema(
            description = "The address that was asked",
            format = "uri-reference",
            example = "/api/v1/evaluations/01KANXW3ZP8S5T2J7Q9F0D4E6G")
        String instance,
    @Schema(description = "Whether sending the same request again can help", example = "false")
        boolean retryable) {}
