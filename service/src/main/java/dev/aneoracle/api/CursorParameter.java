package dev.aneoracle.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/** Documents where a page of a list begins. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(description = "Where the page before ended: its next")
@interface CursorParameter {

  /** A cursor. */
  @AliasFor(annotation = Parameter.class)
  String example();

  /** What cursors look like. */
  @AliasFor(annotation = Parameter.class)
  Schema schema();
}
