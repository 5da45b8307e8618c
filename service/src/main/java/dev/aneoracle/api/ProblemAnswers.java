package dev.aneoracle.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The problems that an operation answers with, besides those that every one may. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface ProblemAnswers {

  /** The problems, none by default. */
  ProblemType[] value() default {};
}
