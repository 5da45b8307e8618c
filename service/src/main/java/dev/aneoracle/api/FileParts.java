package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.HttpHeaders;

/** Documents that a part of a file may be asked for. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = HttpHeaders.RANGE,
    in = ParameterIn.HEADER,
    description =
        "The part to send, to go on with a download that was cut off (RFC 9110); a range in other"
            + " units than bytes is passed over",
    example = "bytes=0-",
    schema = @Schema(type = "string"))
@ApiResponse(
    responseCode = "206",
    description = "The part asked for",
    headers =
        @Header(
            name = HttpHeaders.CONTENT_RANGE,
            description = "Which part of the whole it is",
            schema = @Schema(type = "string", examples = "bytes 0-99/200")),
    content =
        @Content(
            mediaType = "*/*",
            schema = @Schema(type = "string", format = "binary"),
            examples = @ExampleObject(name = "part", value = "some of the bytes")))
@interface FileParts {}
