package reliquary.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import reliquary.profile.DiskFacts.Media;
import reliquary.profile.DiskFacts.Setting;

class ProfileMatcherTest {
    private static final ProfileMatcher MATCHER = new ProfileMatcher(ProfileLibrary.builtIn());
    private static final long MB = 1 << 20;

    @Test
    void a_disk_that_shows_nothing_gets_the_default_machine() {
        assertThat(best(hardDisk(40, List.of()))).isEqualTo(Profiles.DEFAULT);
        assertThat(best(floppy(1440))).isEqualTo(Profiles.DEFAULT);
    }

    @Test
    void a_dos_2_disk_with_the_geometry_of_the_xt_comes_from_an_xt() {
        DiskFacts disk = new DiskFacts(
                Media.HARD_DISK,
                10 * MB,
                Optional.of(new DriveGeometry(306, 4, 17)),
                List.of("MS-DOS 2.11"),
                OptionalInt.of(1984),
                List.of());
        assertThat(best(disk)).isEqualTo("ibm-5160-xt");
    }

    @Test
    void a_floppy_of_360_kilobytes_needs_a_drive_of_its_size() {
        assertThat(best(floppy(360))).isEqualTo("generic-286");
        assertThat(MATCHER.rank(floppy(360)).stream()
                        .filter(m -> m.profile().equals(Profiles.DEFAULT))
                        .findFirst())
                .hasValueSatisfying(match -> assertThat(match.reasons())
                        .extracting(Match.Reason::text)
                        .contains("a floppy of 360 KB fits drive B: alone, and machines start from A:"));
    }

    @Test
    void a_hercules_driver_of_1988_comes_from_the_word_processor() {
        DiskFacts disk = hardDisk(20, List.of("MS-DOS 3.30"), "C:\\HGC.COM FULL", "WORD");
        Match best = MATCHER.rank(disk).get(0);
        assertThat(best.profile()).isEqualTo("hercules-word-processor");
        assertThat(best.reasons())
                .extracting(Match.Reason::text)
                .contains("/AUTOEXEC.BAT line 1: the Hercules driver needs a display adapter hercules");
    }

    @Test
    void windows_95_is_not_given_to_a_machine_that_cannot_start_it() {
        List<Match> ranked = MATCHER.rank(hardDisk(1200, List.of("Windows 95 4.00.950")));
        assertThat(ranked.get(0).profile()).isEqualTo("generic-486");
        assertThat(ranked.stream().filter(match -> match.profile().equals("ibm-5170-at")))
                .singleElement()
                .satisfies(at -> assertThat(at.reasons().get(0).text())
                        .isEqualTo("Windows 95 4.00.950 needs a 386 or later, which the machine lacks"));
    }

    @Test
    void windows_2000_gets_a_pentium() {
        assertThat(best(hardDisk(4000, List.of("Windows 2000 5.0")))).isEqualTo("generic-pentium-233mmx");
    }

    @Test
    void four_serial_devices_and_no_mouse_come_from_a_till() {
        DiskFacts disk = hardDisk(40, List.of("MS-DOS 5.00"), "MODE COM3:9600,N,8,1", "MODE COM4:9600,N,8,1");
        assertThat(best(disk)).isEqualTo("point-of-sale");
    }

    @Test
    void a_cd_needs_a_drive() {
        assertThat(MATCHER.rank(new DiskFacts(
                                Media.CD, 300 * MB, Optional.empty(), List.of(), OptionalInt.empty(), List.of()))
                        .get(0)
                        .profile())
                .isEqualTo(Profiles.DEFAULT);
    }

    @Test
    void the_table_of_rules_keeps_to_its_grammar_and_every_profile_is_ranked() {
        assertThat(MatchRules.builtIn().lines()).hasSizeGreaterThan(15);
        assertThat(MATCHER.rank(floppy(360)))
                .hasSize(ProfileLibrary.builtIn().names().size());
    }

    @Test
    void a_system_that_boot_sector_and_files_both_tell_of_counts_once() {
        int once = MATCHER.rank(hardDisk(40, List.of("PC-MOS/386"))).get(0).score();
        assertThat(MATCHER.rank(hardDisk(40, List.of("PC-MOS/386", "PC-MOS/386 5.01")))
                        .get(0)
                        .score())
                .isEqualTo(once);
    }

    @Test
    void points_are_the_sum_of_the_reasons() {
        assertThat(MATCHER.rank(hardDisk(500, List.of("OS/2 3.0", "PC DOS 7.00"), "SET BLASTER=A220")))
                .allSatisfy(match -> assertThat(match.score())
                        .isEqualTo(match.reasons().stream()
                                .mapToInt(Match.Reason::points)
                                .sum()));
    }

    private static String best(DiskFacts disk) {
        return MATCHER.rank(disk).get(0).profile();
    }

    private static DiskFacts floppy(int kilobytes) {
        return new DiskFacts(
                Media.FLOPPY,
                (long) kilobytes << 10,
                Optional.empty(),
                List.of("FreeDOS"),
                OptionalInt.empty(),
                List.of());
    }

    /** A hard disk with these lines in AUTOEXEC.BAT. */
    private static DiskFacts hardDisk(int megabytes, List<String> systems, String... autoexec) {
        List<Setting> lines = new ArrayList<>();
        for (String line : autoexec) {
            lines.add(new Setting("/AUTOEXEC.BAT", lines.size() + 1, line));
        }
        return new DiskFacts(Media.HARD_DISK, megabytes * MB, Optional.empty(), systems, OptionalInt.empty(), lines);
    }
}
