package dev.aneoracle.api;

import dev.aneoracle.access.Access;
import dev.aneoracle.access.FailureLimiter;
import dev.aneoracle.access.TokenRegistry;
import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.evaluation.EvaluationService;
import dev.aneoracle.evaluation.EvaluationWatch;
import dev.aneoracle.evaluation.Maintenance;
import dev.aneoracle.evaluation.QueueStanding;
import dev.aneoracle.helper.Measurer;
import dev.aneoracle.host.HostInfo;
import dev.aneoracle.placement.Predictor;
import dev.aneoracle.storage.Area;
import dev.aneoracle.storage.Disks;
import dev.aneoracle.storage.StorageAccount;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import org.apache.coyote.ContinueResponseTiming;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Puts the API together. */
@Configuration(proxyBeanMethods = false)
@Import({Problems.class, UnreadBody.class, UnsatisfiableRanges.class, ErrorPages.class})
class ApiConfiguration implements WebMvcConfigurer {

  @Bean
  SubmissionParser submissionParser(
      Predictor predictor, HostInfo host, ApiSettings settings, JsonMapper json) {
    return new SubmissionParser(
        predictor, DefaultTarget.of(host, predictor, settings.defaultTarget()), json);
  }

  @Bean
  UploadReader uploadReader(BundleStore bundles, SubmissionParser parser) {
    return new UploadReader(bundles, parser);
  }

  @Bean
  UploadMetrics uploadMetrics(MeterRegistry meters) {
    return new UploadMetrics(meters);
  }

  @Bean
  UploadPlaces uploadPlaces(ApiSettings settings) {
    return new UploadPlaces(settings.maxConcurrentUploads());
  }

  /** The readiness group names it by its bean. */
  @Bean
  HealthIndicator helperHealthIndicator(Measurer measurer) {
    return new HelperHealth(measurer);
  }

  /** The readiness group names it by its bean. */
  @Bean
  HealthIndicator queueHealthIndicator(QueueStanding queue) {
    return new QueueHealth(queue);
  }

  /** The readiness group names it by its bean. */
  @Bean
  HealthIndicator storageHealthIndicator(
      Disks disks, StorageAccount account, MeterRegistry meters) {
    Gauge.builder("ane.oracle.storage.free", disks, Disks::free)
        .baseUnit(BaseUnits.BYTES)
        .description("Bytes that can still be written")
        .register(meters);
    for (Area area : account.areas()) {
      Gauge.builder("ane.oracle.storage.used", account, all -> all.of(area).bytes())
          .tag("area", area.name())
          .baseUnit(BaseUnits.BYTES)
          .description("Bytes on the disk when last counted")
          .register(meters);
      Gauge.builder("ane.oracle.storage.files", account, all -> all.of(area).files())
          .tag("area", area.name())
          .description("Files on the disk when last counted")
          .register(meters);
    }
    return new StorageHealth(disks, account);
  }

  @Bean
  HealthIndicator maintenanceHealthIndicator(Maintenance maintenance) {
    return new MaintenanceHealth(maintenance);
  }

  @Bean
  EvaluationAnswers evaluationAnswers(EvaluationService evaluations, EvaluationWatch watch) {
    return new EvaluationAnswers(evaluations, watch);
  }

  @Bean
  TableConverter tableConverter(Predictor predictor) {
    return new TableConverter(predictor);
  }

  @Bean
  BundleDigests bundleDigests() {
    return new BundleDigests();
  }

  @Bean
  EventFeed eventFeed(
      EvaluationService evaluations, EvaluationWatch watch, ApiSettings settings, JsonMapper json) {
    EventFeed feed = new EventFeed(evaluations, settings, json);
    watch.onChange(feed::changed);
    return feed;
  }

  @Bean
  FilterRegistrationBean<GuardFilter> guardFilter(
      Access access, MeterRegistry meters, JsonMapper json) {
    Guard guard =
        switch (access) {
          case Access.LoopbackOnly _ -> new LocalCallers();
          case Access.ByToken(TokenRegistry tokens, FailureLimiter failures) ->
              new TokenCallers(tokens, failures);
        };
    FilterRegistrationBean<GuardFilter> registration =
        new FilterRegistrationBean<>(new GuardFilter(guard, meters, json));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** What is refused is refused before its body is asked for. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadBodies(
      UploadPlaces places, TomcatServerProperties tomcat) {
    return factory -> {
      factory.addEngineValves(new RefusedBodyValve(places, tomcat.getMaxSwallowSize().toBytes()));
      factory.addConnectorCustomizers(connector ->
          connector.setProperty(
              "continueResponseTiming", ContinueResponseTiming.ON_REQUEST_BODY_READ.toString()));
    };
  }

  /** Comes after the container's own page for errors, so that it reports first. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports(JsonMapper json) {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ProblemReportValve(json)));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KnownParameters()).addPathPatterns("/api/**");
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/", "/swagger-ui.html");
  }
}
