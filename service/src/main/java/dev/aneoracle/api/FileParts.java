package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the answers to {@code Range}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
    responseCode = "206",
    description = "The part asked for",
    headers =
        @Header(
            name = "Content-Range",
            description = "Which part of the whole it is",
            schema = @Schema(type = "string", examples = "bytes 0-99/200")),
    content =
        @Content(
            mediaType = "*/*",
            schema = @Schema(type = "string", format = "binary"),
            examples = @ExampleObject(name = "part", value = "some of the bytes")))
@ApiResponse(
    responseCode = "416",
    description = "There is no such part; Content-Range says how long the whole is",
    headers =
        @Header(
            name = "Content-Range",
            description = "How long the whole is",
            schema = @Schema(type = "string", examples = "bytes */200")),
    content = @Content)
@interface FileParts {}
