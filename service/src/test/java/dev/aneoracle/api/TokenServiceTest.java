package dev.aneoracle.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** A test of the whole service with a token for each role, and no end of failures allowed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@TestPropertySource(
    properties = {
      "ane-oracle.security.tokens[0].name=reader",
      "ane-oracle.security.tokens[0].role=read",
      "ane-oracle.security.tokens[0].digest=sha256:913c7673f66c6073a0c51e4f3076f2b1aabafd6f1869ade5efb974e58cb2ef70",
      "ane-oracle.security.tokens[1].name=submitter",
      "ane-oracle.security.tokens[1].role=submit",
      "ane-oracle.security.tokens[1].digest=sha256:a3b657bef8f93ca15b8af2829a27da428217bc00fbc938c5a71007004ab347e2",
      "ane-oracle.security.tokens[2].name=admin",
      "ane-oracle.security.tokens[2].role=admin",
      "ane-oracle.security.tokens[2].digest=sha256:aaddc6ad845b94e8bdc1e2b34370bac682c47327fbe6b049f65bd743159ed583",
      "ane-oracle.security.max-failures=1000000"
    })
@interface TokenServiceTest {}
