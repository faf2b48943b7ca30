package reliquary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {
    @Test
    void it_boots_its_system_types_into_it_and_reads_the_answer_and_the_new_record() {
        StringWriter shown = new StringWriter();
        int status = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(shown))
                .execute();
        assertThat(status).as(shown.toString()).isZero();
        assertThat(shown.toString())
                .contains("raw image of a floppy, 360 KiB, FAT12")
                .contains("│   9 │ RED INK                │       1.75 │")
                .contains("9 items, together 93.05")
                .containsPattern("(?m)^  RED INK +1\\.75$")
                .contains("The original is as it was");
    }
}
