package reliquary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class TimedProcessTest {
    @TempDir
    Path folder;

    @Test
    void it_tells_status_output_and_times() throws IOException {
        TimedProcess processes = new TimedProcess(folder.resolve("out"), Duration.ofSeconds(20));
        TimedProcess.Ended ended =
                processes.run(List.of("sh", "-c", "echo $WORD; sleep 0.1; exit 7"), Map.of("WORD", "said"));
        assertThat(ended.status()).isEqualTo(7);
        assertThat(ended.text()).isEqualTo("said\n");
        assertThat(ended.sample().wall()).isBetween(0.1, 20.0);
        // It slept nearly all the time.
        ended.sample().cpu().ifPresent(cpu -> assertThat(cpu).isBetween(0.0, 0.1));
    }

    @Test
    void a_program_that_does_not_end_is_ended() {
        TimedProcess processes = new TimedProcess(folder.resolve("out"), Duration.ofMillis(200));
        assertThatThrownBy(() -> processes.run(List.of("sleep", "60"), Map.of()))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("sleep did not end within");
    }
}
