package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents how long a page of a list may be. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    description = "How many at most",
    example = "100",
    schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
@interface LimitParameter {}
