package dev.aneoracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

@AnalyzeClasses(packages = "dev.aneoracle", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule featuresHaveNoCycles =
      slices().matching("dev.aneoracle.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule dataFlowsOneWay =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("application")
          .definedBy("dev.aneoracle")
          .layer("api")
          .definedBy("dev.aneoracle.api..")
          .layer("access")
          .definedBy("dev.aneoracle.access..")
          .layer("evaluation")
          .definedBy("dev.aneoracle.evaluation..")
          .layer("helper")
          .definedBy("dev.aneoracle.helper..")
          .layer("host")
          .definedBy("dev.aneoracle.host..")
          .layer("placement")
          .definedBy("dev.aneoracle.placement..")
          .layer("coreml")
          .definedBy("dev.aneoracle.coreml..")
          .layer("bundle")
          .definedBy("dev.aneoracle.bundle..")
          .whereLayer("application")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("application")
          .whereLayer("access")
          .mayOnlyBeAccessedByLayers("application", "api")
          .whereLayer("evaluation")
          .mayOnlyBeAccessedByLayers("application", "api")
          .whereLayer("helper")
          .mayOnlyBeAccessedByLayers("application", "api", "evaluation")
          .whereLayer("host")
          .mayOnlyBeAccessedByLayers("application", "api", "evaluation")
          .whereLayer("placement")
          .mayOnlyBeAccessedByLayers("application", "api", "evaluation", "helper")
          .whereLayer("coreml")
          .mayOnlyBeAccessedByLayers("application", "api", "evaluation", "placement")
          .whereLayer("bundle")
          .mayOnlyBeAccessedByLayers("application", "api", "evaluation");

  @ArchTest
  static final ArchRule theApiDoesNotReadModels =
      noClasses()
          .that()
          .resideInAPackage("dev.aneoracle.api..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("dev.aneoracle.coreml.ModelReader");

  @ArchTest
  static final ArchRule generatedSpecificationStaysBehindTheReader =
      classes()
          .that()
          .resideInAPackage("dev.aneoracle.coreml.spec..")
          .should()
          .onlyBeAccessed()
          .byAnyPackage("dev.aneoracle.coreml..");

  @ArchTest
  static final ArchRule componentsAreFoundAtStart =
      classes()
          .that()
          .areMetaAnnotatedWith(Component.class)
          .and()
          .areNotAnnotatedWith(SpringBootConfiguration.class)
          .should()
          .haveSimpleNameEndingWith("Configuration")
          .orShould()
          .haveSimpleNameEndingWith("Controller")
          .orShould(beImported());

  private static ArchCondition<JavaClass> beImported() {
    return new ArchCondition<>("be imported by a configuration") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean imported =
            item.getDirectDependenciesToSelf().stream()
                .anyMatch(dependency -> dependency.getOriginClass().isAnnotatedWith(Import.class));
        events.add(
            new SimpleConditionEvent(item, imported, item.getName() + " is found by no scan"));
      }
    };
  }

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.aneoracle.ServiceConfiguration")
          .and()
          .resideOutsideOfPackage("dev.aneoracle.coreml.spec..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Clock.class, "systemUTC");
}
