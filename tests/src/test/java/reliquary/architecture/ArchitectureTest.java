package reliquary.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape of the whole, as docs/architecture.md states it. */
@AnalyzeClasses(packages = "reliquary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] RUNTIME = {
        "reliquary.machine..",
        "reliquary.engine..",
        "reliquary.bus..",
        "reliquary.clock..",
        "reliquary.device..",
        "reliquary.board..",
        "reliquary.console..",
        "reliquary.bench..",
        "reliquary.demo..",
        "reliquary.cli.."
    };

    @ArchTest
    static final ArchRule devices_know_only_bus_clock_and_disks = classes()
            .that()
            .resideInAPackage("reliquary.device..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "reliquary.device..",
                    "reliquary.bus..",
                    "reliquary.clock..",
                    "reliquary.disk..",
                    "java..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule only_the_engine_touches_native_code = noClasses()
            .that()
            .resideOutsideOfPackage("reliquary.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.sun.jna..", "java.lang.foreign..");

    @ArchTest
    static final ArchRule disks_know_nothing_else_of_ours = noClasses()
            .that()
            .resideInAPackage("reliquary.disk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reliquary.profile..", "reliquary.shim..", "reliquary.catalog..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(RUNTIME);

    @ArchTest
    static final ArchRule profiles_know_nothing_else_of_ours = noClasses()
            .that()
            .resideInAPackage("reliquary.profile..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reliquary.disk..", "reliquary.shim..", "reliquary.catalog..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(RUNTIME);

    @ArchTest
    static final ArchRule the_shim_knows_nothing_of_the_machine = noClasses()
            .that()
            .resideInAnyPackage("reliquary.shim..", "reliquary.catalog..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(RUNTIME);

    @ArchTest
    static final ArchRule the_engine_knows_memory_and_registers_only = noClasses()
            .that()
            .resideInAPackage("reliquary.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "reliquary.device..",
                    "reliquary.board..",
                    "reliquary.machine..",
                    "reliquary.console..",
                    "reliquary.cli..",
                    "reliquary.disk..");

    @ArchTest
    static final ArchRule nothing_inside_a_machine_reads_the_hosts_clock_or_chance = noClasses()
            .that()
            .resideInAnyPackage(
                    "reliquary.device..",
                    "reliquary.board..",
                    "reliquary.bus..",
                    "reliquary.clock..",
                    "reliquary.engine..",
                    "reliquary.shim..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");
}
