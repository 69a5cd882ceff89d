package dev.sluice.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.sql.DriverManager;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What the compiler can't hold: who may see whom, package by package. The enforcer holds the same between modules. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String[] CONTRACTS = {
        "dev.sluice.contract..",
        "dev.sluice.copy..",
        "dev.sluice.row..",
        "dev.sluice.wire..",
        "dev.sluice.registry..",
        "dev.sluice.hiring..",
    };
    private static final String[] PLATFORM = {
        "dev.sluice.start..",
        "dev.sluice.topics..",
        "dev.sluice.ledger..",
        "dev.sluice.letters..",
        "dev.sluice.problem..",
        "dev.sluice.access..",
        "dev.sluice.platform..",
        "dev.sluice.events..",
    };
    private static final String[] STAGES = {
        "dev.sluice.producer", "dev.sluice.validator", "dev.sluice.sink", "dev.sluice.backup", "dev.sluice.reports",
    };

    /** Each is the outermost frame of a thread, or undoes what it began and throws on. */
    private static final Set<String> MAY_CATCH_ANYTHING = Set.of(
            "dev.sluice.access.Readings",
            "dev.sluice.backup.restore.RestoreKeeper",
            "dev.sluice.backup.runs.Runs",
            "dev.sluice.backup.schedule.ScheduleKeeper",
            "dev.sluice.embedded.Broker",
            "dev.sluice.embedded.InfraMain",
            "dev.sluice.events.Follower",
            "dev.sluice.embedded.registry.RegistryServer",
            "dev.sluice.producer.batch.Settlement",
            "dev.sluice.producer.inbox.InboxWatch",
            "dev.sluice.producer.log.TransactionLoop",
            "dev.sluice.producer.replay.ReplayRunner",
            "dev.sluice.producer.upload.FormFiles",
            "dev.sluice.reports.desk.DeskGauges",
            "dev.sluice.producer.upload.UploadRecovery",
            "dev.sluice.reports.hiring.RollupKeeper",
            "dev.sluice.reports.overview.Watch",
            "dev.sluice.sink.BatchStore",
            "dev.sluice.sink.OutboxSender",
            "dev.sluice.sink.SinkLoop",
            "dev.sluice.standalone.House",
            "dev.sluice.standalone.Session",
            "dev.sluice.validator.ValidatorLife");

    /** Avro's readers and writers throw whatever the bytes or objects of others make them throw. */
    private static final Set<String> READ_WHAT_OTHERS_WROTE = Set.of(
            "dev.sluice.contract.ContractParser",
            "dev.sluice.registry.SluiceAvroDeserializer",
            "dev.sluice.registry.SluiceAvroSerializer",
            "dev.sluice.reports.desk.PayloadView");

    @ArchTest
    static final ArchRule STAGES_NEVER_SEE_EACH_OTHER = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("contracts")
            .definedBy(CONTRACTS)
            .layer("platform")
            .definedBy(PLATFORM)
            .layer("embedded")
            .definedBy("dev.sluice.embedded..")
            .layer("producer")
            .definedBy("dev.sluice.producer..")
            .layer("validator")
            .definedBy("dev.sluice.validator..")
            .layer("sink")
            .definedBy("dev.sluice.sink..")
            .layer("backup")
            .definedBy("dev.sluice.backup..")
            .layer("reports")
            .definedBy("dev.sluice.reports..")
            .layer("standalone")
            .definedBy("dev.sluice.standalone..")
            .whereLayer("contracts")
            .mayNotAccessAnyLayer()
            .whereLayer("embedded")
            .mayNotAccessAnyLayer()
            .whereLayer("platform")
            .mayOnlyAccessLayers("contracts")
            .whereLayer("producer")
            .mayOnlyAccessLayers("contracts", "platform")
            .whereLayer("validator")
            .mayOnlyAccessLayers("contracts", "platform")
            .whereLayer("sink")
            .mayOnlyAccessLayers("contracts", "platform")
            .whereLayer("backup")
            .mayOnlyAccessLayers("contracts", "platform")
            .whereLayer("reports")
            .mayOnlyAccessLayers("contracts", "platform");

    @ArchTest
    static final ArchRule NO_PACKAGES_NEED_EACH_OTHER =
            slices().matching("dev.sluice.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CONTRACTS_AND_BACKENDS_KNOW_NO_SPRING = noClasses()
            .that()
            .resideInAnyPackage(CONTRACTS)
            .or()
            .resideInAPackage("dev.sluice.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule A_STAGE_SHOWS_ITS_DOOR_AND_ITS_MAIN_ONLY = classes()
            .that()
            .resideInAnyPackage(STAGES)
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            // Kafka Streams makes it by its name.
            .doNotHaveFullyQualifiedName("dev.sluice.validator.BoundedRocksDb")
            .should()
            .haveSimpleNameEndingWith("Module")
            .orShould()
            .haveSimpleNameEndingWith("App");

    @ArchTest
    static final ArchRule A_MODULE_IS_THE_ONLY_PUBLIC_CONFIGURATION = classes()
            .that()
            .areAnnotatedWith(Configuration.class)
            .and()
            .arePublic()
            .should()
            .haveSimpleNameEndingWith("Module")
            .orShould()
            .haveSimpleNameEndingWith("App");

    @ArchTest
    static final ArchRule NOTHING_IS_SCANNED = noClasses().should().beAnnotatedWith(ComponentScan.class);

    @ArchTest
    static final ArchRule INJECTION_IS_BY_CONSTRUCTOR = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule LOGS_GO_THROUGH_SLF4J = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule ONLY_A_MAIN_TALKS_TO_THE_TERMINAL = noClasses()
            .that()
            .resideOutsideOfPackages("dev.sluice.testkit..", "dev.sluice.benchmarks..")
            .and()
            .doNotHaveFullyQualifiedName("dev.sluice.standalone.StandaloneApp")
            .and()
            .doNotHaveFullyQualifiedName("dev.sluice.embedded.InfraMain")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule CONNECTIONS_ARE_CONFIGURED_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.sluice.ledger..", "dev.sluice.embedded..", "dev.sluice.testkit..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(DriverManager.class);

    @ArchTest
    static final ArchRule A_BUG_IS_CAUGHT_AT_A_THREADS_OUTERMOST_FRAME_ONLY = classes()
            .that()
            .resideOutsideOfPackages("dev.sluice.testkit..", "dev.sluice.hiring..")
            .and(DescribedPredicate.not(listed()))
            .should(notCatch(Set.of(Exception.class.getName(), RuntimeException.class.getName())));

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .that()
            .resideOutsideOfPackage("dev.sluice.hiring..")
            .should(new ArchCondition<JavaClass>("lie in a package with @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not null-marked"));
                    }
                }
            });

    private static DescribedPredicate<JavaClass> listed() {
        return DescribedPredicate.describe("listed", type -> {
            String name = type.getName().replaceFirst("\\$.*", "");
            return MAY_CATCH_ANYTHING.contains(name) || READ_WHAT_OTHERS_WROTE.contains(name);
        });
    }

    private static ArchCondition<JavaClass> notCatch(Set<String> names) {
        return new ArchCondition<>("not catch " + names) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnits().forEach(unit -> {
                    for (TryCatchBlock block : unit.getTryCatchBlocks()) {
                        boolean catchesAnything = block.getCaughtThrowables().stream()
                                .anyMatch(caught -> names.contains(caught.getName()));
                        boolean synthetic = unit.getModifiers().contains(JavaModifier.SYNTHETIC);
                        if (catchesAnything && !synthetic) {
                            events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " catches it in " + block.getSourceCodeLocation()));
                        }
                    }
                });
            }
        };
    }
}
