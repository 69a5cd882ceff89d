package dev.sluice.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.context.annotation.Configuration;

/** The packages of the platform stand on each other in one order. */
@AnalyzeClasses(
        packages = {
            "dev.sluice.start",
            "dev.sluice.topics",
            "dev.sluice.ledger",
            "dev.sluice.problem",
            "dev.sluice.access",
            "dev.sluice.platform",
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
final class PackagesTest {

    @ArchTest
    static final ArchRule EACH_SEES_ONLY_THOSE_BELOW_IT = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("start")
            .definedBy("dev.sluice.start")
            .layer("topics")
            .definedBy("dev.sluice.topics")
            .layer("ledger")
            .definedBy("dev.sluice.ledger")
            .layer("problem")
            .definedBy("dev.sluice.problem")
            .layer("access")
            .definedBy("dev.sluice.access")
            .layer("platform")
            .definedBy("dev.sluice.platform")
            .whereLayer("start")
            .mayNotAccessAnyLayer()
            .whereLayer("topics")
            .mayOnlyAccessLayers("start")
            .whereLayer("ledger")
            .mayOnlyAccessLayers("start", "topics")
            .whereLayer("problem")
            .mayOnlyAccessLayers("start", "topics", "ledger")
            .whereLayer("access")
            .mayOnlyAccessLayers("start", "topics", "ledger", "problem")
            .whereLayer("platform")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule NOTHING_IS_MADE_TO_BE_EXTENDED = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnnotations()
            .and()
            .areNotAnnotatedWith(Configuration.class)
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(JavaModifier.FINAL);
}
