package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reliquary.profile.FloppyType;
import reliquary.profile.ProfileLibrary;

/** Every machine that ships is valid and starts a system. */
class ShippedProfilesTest {
    private static final ProfileLibrary LIBRARY = ProfileLibrary.builtIn();

    static List<String> machines() {
        return LIBRARY.names();
    }

    static List<String> machinesWithHardDisks() {
        return machines().stream()
                .filter(name ->
                        !LIBRARY.resolve(name).machine().hardDisks().slots().isEmpty())
                .toList();
    }

    @Test
    void all_are_valid() {
        Command validate = Command.relic("profiles", "validate");
        assertThat(validate.status()).as(validate.out()).isZero();
        assertThat(validate.out().lines())
                .hasSizeGreaterThanOrEqualTo(16)
                .allMatch(line -> line.matches("[a-z0-9.-]+: valid.*"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void freedos_starts_from_a_floppy_that_fits_drive_a(String name) {
        FloppyType drive = LIBRARY.resolve(name).machine().floppies().a().orElseThrow();
        String image = switch (drive) {
            case DD_360K, HD_1200K -> "freedos-min-360.img";
            case DD_720K -> "freedos-min-720.img";
            case HD_1440K, ED_2880K -> "freedos-min-1440.img";
        };
        Command run = Command.run(Shared.guest(image), "--profile", name, "--until", "A:\\\\>\\s*$");
        assertThat(run.status()).as(run.err() + run.out()).isZero();
    }

    @ParameterizedTest
    @MethodSource("machinesWithHardDisks")
    void freedos_starts_from_the_hard_disk(String name) {
        Command run = Command.run(Shared.guest("freedos-hd20.img"), "--profile", name, "--until", "C:\\\\>\\s*$");
        assertThat(run.status()).as(run.err() + run.out()).isZero();
    }
}
