package reliquary.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's example, put together from its steps, is a profile that works. */
class GuideTest {
    private static final Path GUIDE = Path.of("../docs/profiles.md");

    @Test
    void the_machine_that_the_guide_describes_step_by_step_is_valid(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("branch-office-3.yaml");
        Files.writeString(file, steps());
        MachineProfile machine =
                ProfileLibrary.builtIn().resolve(file.toString()).machine();
        assertThat(machine.name()).isEqualTo("branch-office-3");
        assertThat(machine.serialPorts()).extracting(SerialPort::number).containsExactly(1, 2, 3);
        assertThat(machine.keyboard().layout()).isEqualTo("german");
        assertThat(machine.hardDisks().slots().get(0).geometry()).contains(new DriveGeometry(980, 5, 17));
    }

    @Test
    void the_guide_names_every_key_of_the_grammar() throws IOException {
        String guide = Files.readString(GUIDE);
        assertThat(ProfileShape.DOCUMENT.fields().keySet())
                .allSatisfy(key -> assertThat(guide).contains("`" + key));
    }

    /** The indented lines of the steps. */
    private static String steps() throws IOException {
        List<String> lines = Files.readAllLines(GUIDE);
        int first = lines.indexOf("## Describe your own machine, step by step");
        int last = lines.indexOf("## How a machine is put together");
        return lines.subList(first, last).stream()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));
    }
}
