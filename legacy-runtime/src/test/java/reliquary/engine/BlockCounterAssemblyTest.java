package reliquary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed machine code of the block counter is what its source assembles to. */
class BlockCounterAssemblyTest {
    private static final Path SOURCES = Path.of("src/main/asm");

    @TempDir
    Path folder;

    @Test
    void for_x86_64_hosts() throws Exception {
        Path code = folder.resolve("code.bin");
        call("nasm", "-f", "bin", "-o", code, SOURCES.resolve("block_counter_x86_64.asm"));
        assertThat(Files.readAllBytes(code)).isEqualTo(committed("block_counter_x86_64.bin"));
    }

    @Test
    void for_x86_64_hosts_with_windows() throws Exception {
        Path code = folder.resolve("code.bin");
        call("nasm", "-f", "bin", "-DWINDOWS=1", "-o", code, SOURCES.resolve("block_counter_x86_64.asm"));
        assertThat(Files.readAllBytes(code)).isEqualTo(committed("block_counter_x86_64_windows.bin"));
    }

    @Test
    void for_arm64_hosts() throws Exception {
        Path object = folder.resolve("code.o");
        Path code = folder.resolve("code.bin");
        call("aarch64-linux-gnu-as", "-o", object, SOURCES.resolve("block_counter_arm64.s"));
        call("aarch64-linux-gnu-objcopy", "-O", "binary", object, code);
        assertThat(Files.readAllBytes(code)).isEqualTo(committed("block_counter_arm64.bin"));
    }

    private static byte[] committed(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/main/resources/reliquary/engine").resolve(name));
    }

    private static void call(Object... command) throws InterruptedException {
        List<String> words = new ArrayList<>();
        for (Object word : command) {
            words.add(word.toString());
        }
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        } catch (IOException e) {
            Assumptions.abort(words.get(0) + " is not installed");
        }
    }
}
