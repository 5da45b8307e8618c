package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the id of an evaluation in a path. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(description = "The evaluation's id", example = "01KANXW3ZP8S5T2J7Q9F0D4E6G")
@interface IdParameter {}
