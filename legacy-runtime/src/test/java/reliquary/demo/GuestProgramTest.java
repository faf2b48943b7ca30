package reliquary.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestProgramTest {
    @ParameterizedTest
    @CsvSource({
        "demo, boot.bin",
        "demo, ledger.bin",
        "bench, regs.com",
        "bench, sieve.com",
        "bench, calls.com",
        "bench, muldiv.com",
        "bench, moves.com",
        "bench, doscalls.com",
        "bench, lines.com",
        "bench, nothing.com",
        "bench, result.com",
        "bench, host.bin"
    })
    void the_committed_bytes_are_what_the_source_assembles_to(String part, String name, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path sources = Path.of("src/main/asm", part).toAbsolutePath();
        Path output = folder.resolve(name);
        Path source = sources.resolve(name.replaceAll("\\..*", ".asm"));
        Process nasm;
        try {
            nasm = new ProcessBuilder(
                            "nasm",
                            "-f",
                            "bin",
                            "-Werror",
                            "-I",
                            sources + "/",
                            "-o",
                            output.toString(),
                            source.toString())
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            Assumptions.abort("nasm is not installed");
            return;
        }
        assertThat(nasm.waitFor()).isZero();
        assertThat(Files.readAllBytes(Path.of("src/main/resources/reliquary", part, name)))
                .isEqualTo(Files.readAllBytes(output));
    }
}
