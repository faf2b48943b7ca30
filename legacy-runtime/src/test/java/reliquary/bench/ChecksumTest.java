package reliquary.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChecksumTest {
    @Test
    void a_screen_that_shows_the_right_line_passes() {
        assertThatCode(() -> Checksum.check("relic", Workload.DOSCALLS, "A:\\>\nBENCH DOSCALLS 0004E200\n", ""))
                .doesNotThrowAnyException();
    }

    @Test
    void a_wrong_checksum_is_named_with_what_was_expected() {
        assertThatThrownBy(() -> Checksum.check("qemu", Workload.DOSCALLS, "BENCH DOSCALLS 0004E1FF\r\n", ""))
                .isInstanceOf(BenchException.class)
                .hasMessage("doscalls on qemu: expected 'BENCH DOSCALLS 0004E200', but its result is"
                        + " 'BENCH DOSCALLS 0004E1FF'");
    }

    @Test
    void a_run_without_a_result_is_told_with_what_the_system_said() {
        assertThatThrownBy(() -> Checksum.check("qemu", Workload.BOOT, "", "no such\noption\n"))
                .hasMessageEndingWith("there is no result; it said: no such option");
    }
}
