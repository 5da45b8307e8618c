package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/** Documents the header that asks for an answer to wait. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(example = "wait=30", schema = @Schema(type = "string"))
@interface PreferParameter {

  /** What is waited for. */
  @AliasFor(annotation = Parameter.class)
  String description() default
      "wait=N answers as soon as it has ended, after N seconds (at most 60) at the latest (RFC 7240)";
}
