package dev.aneoracle.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestConstructor;

/** A test of the whole service on a random port of loopback, with a data directory of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "ane-oracle.data-directory=target/test-data/${random.uuid}")
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@interface ServiceTest {}
