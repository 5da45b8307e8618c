package dev.aneoracle.api;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

/** Puts the API document together. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  static final String EVALUATIONS = "evaluations";
  static final String MODELS = "models";
  static final String HOSTS = "hosts";

  /** The way to be let in. */
  static final String BEARER = "bearer";

  @Bean
  OpenAPI apiDocument() {
    return new OpenAPI()
        .info(
            new Info()
                .title("ANE Oracle")
                .version("v1")
                .summary("Does this Core ML model run on the Apple Neural Engine?")
                .description(
                    """
                    Send a Core ML model; learn whether it runs on the Apple Neural Engine (ANE) fully, partially or \
                    not, which segments of it, and why not the rest.

                    Every error is a problem document (RFC 9457) whose `type` is the address of a page that explains \
                    it; `/problems` lists them. A parameter, part or member that this document does not name is \
                    refused, so that a typing error shows. Members may be added to replies at any time.\
                    """)
                .contact(new Contact().name("The maintainers of ANE Oracle"))
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(BEARER, bearer())
                .addHeaders(HttpHeaders.LOCATION, location())
                .addHeaders(EvaluationAnswers.PREFERENCE_APPLIED, preferenceApplied()))
        .servers(List.of(new Server().url("/").description("This service")))
        .tags(
            List.of(
                new Tag().name(EVALUATIONS).description("Submit models and read what was found"),
                new Tag().name(MODELS).description("Models that are stored already"),
                new Tag().name(HOSTS).description("The machines behind the service")));
  }

  private static SecurityScheme bearer() {
    return new SecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .description(
            "A token from the service's operator, needed where the service has tokens. Its role is"
                + " read, submit or admin, each of which may do what those before it may; every"
                + " operation names the one it needs.");
  }

  private static Header location() {
    StringSchema address = text();
    address.setFormat("uri-reference");
    return new Header().description("The evaluation's address").required(true).schema(address);
  }

  private static Header preferenceApplied() {
    StringSchema wait = text();
    wait.addExample("wait=30");
    return new Header()
        .description("The wait that was granted, where one was asked for")
        .schema(wait);
  }

  /** Returns the schema of a text, for the version of the document that is served. */
  static StringSchema text() {
    StringSchema text = new StringSchema();
    text.setSpecVersion(SpecVersion.V31);
    text.addType("string");
    return text;
  }

  @Bean
  ModelConverter nullnessConverter() {
    return new NullnessConverter();
  }

  @Bean
  OperationCustomizer problemResponses() {
    return new ProblemResponses();
  }

  @Bean
  OpenApiCustomizer documentFinisher() {
    return new DocumentFinisher();
  }
}
