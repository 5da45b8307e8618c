package dev.aneoracle.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Asks for an evaluation of a model that is stored already. */
@Schema(
    name = "StoredModel",
    description = "A model that was uploaded before",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredModelRequest(
    @Schema(
            description = "The model's digest",
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "sha256:816eafc30ca75a415028dd1f820ee78092bddacb570829b7e0ab4a2a13481cb8")
        @Nullable String model,
    @Schema(description = "The same options as in the query, which goes before")
        @Nullable SubmissionOptions options) {}
