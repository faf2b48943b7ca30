package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BiosRomTest {
    @Test
    void the_committed_bytes_are_what_the_source_assembles_to(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path source = Path.of("src/main/asm/bios.asm").toAbsolutePath();
        Path output = folder.resolve("bios.rom");
        Process nasm;
        try {
            nasm = new ProcessBuilder("nasm", "-f", "bin", "-Werror", "-o", output.toString(), source.toString())
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            Assumptions.abort("nasm is not installed");
            return;
        }
        assertThat(nasm.waitFor()).isZero();
        assertThat(Files.readAllBytes(output)).isEqualTo(BiosRom.assembled());
    }
}
