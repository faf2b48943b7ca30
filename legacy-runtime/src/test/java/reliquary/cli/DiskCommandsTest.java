package reliquary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import reliquary.disk.DiskFormatException;

/** The commands that look into disk images, on a floppy of DOS 1 with one file and on its copy in a partition. */
final class DiskCommandsTest {
    @TempDir
    Path folder;

    private Path floppy = Path.of("");
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void build() throws IOException {
        ByteBuffer disk = ByteBuffer.allocate(160 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        byte[] fat = {(byte) 0xFE, -1, -1, -1, 0x0F};
        disk.put(512, fat).put(1024, fat).put(1536, "COMMAND COM".getBytes(StandardCharsets.US_ASCII));
        disk.putShort(1536 + 26, (short) 2).putInt(1536 + 28, 47);
        disk.put(7 * 512, "x Microsoft(R) MS-DOS(R) Version 3.30 and so on".getBytes(StandardCharsets.US_ASCII));
        floppy = Files.write(folder.resolve("floppy.img"), disk.array());
        Files.setLastModifiedTime(floppy, FileTime.from(Instant.parse("1999-01-01T00:00:00Z")));
    }

    private String run(Object command, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        line.setExecutionExceptionHandler((e, c, p) -> {
            throw e;
        });
        line.execute(words);
        return out.toString();
    }

    @Test
    void inspect_names_format_geometry_and_system() {
        assertThat(run(new InspectCommand(), floppy, "--files"))
                .contains("raw", "40/1/8", "FAT12", "MS-DOS 3.30 (certain)", "/COMMAND.COM");
    }

    @Test
    void inspect_as_json_has_the_documented_members() throws IOException {
        JsonNode json = new ObjectMapper().readTree(run(new InspectCommand(), floppy, "--json", "--hash", "--files"));
        assertThat(json.at("/geometry/sectors").asInt()).isEqualTo(8);
        assertThat(json.at("/volumes/0/systems/0/version").asText()).isEqualTo("3.30");
        assertThat(json.at("/sha256").asText()).hasSize(64);
        assertThat(json.at("/files/0/path").asText()).isEqualTo("/COMMAND.COM");
    }

    @Test
    void ls_lists_a_folder() {
        assertThat(run(new LsCommand(), floppy + "/")).contains("47", "COMMAND.COM");
    }

    @Test
    void cat_writes_the_bytes_as_they_are() throws IOException {
        Path copy = folder.resolve("copy");
        run(new CatCommand(), floppy + "/command.com", "-o", copy);
        assertThat(copy).hasContent("x Microsoft(R) MS-DOS(R) Version 3.30 and so on");
    }

    @Test
    void extract_copies_a_tree() {
        assertThat(run(new ExtractCommand(), floppy, "-o", folder.resolve("out")))
                .contains("1 files, 47 bytes");
        assertThat(folder.resolve("out/COMMAND.COM")).exists();
    }

    @Test
    void the_original_keeps_its_bytes_and_time() throws IOException {
        byte[] before = Files.readAllBytes(floppy);
        run(new InspectCommand(), floppy, "--hash");
        run(new ExtractCommand(), floppy, "-o", folder.resolve("out"));
        assertThat(Files.readAllBytes(floppy)).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(floppy).toInstant()).isEqualTo(Instant.parse("1999-01-01T00:00:00Z"));
    }

    @Test
    void a_partition_that_is_not_there_is_refused_with_those_that_are() throws IOException {
        Path disk = partitioned();
        assertThat(run(new LsCommand(), disk + ":1/")).contains("COMMAND.COM");
        LsCommand command = new LsCommand();
        assertThatThrownBy(() -> {
                    new CommandLine(command).parseArgs(disk + ":7/");
                    command.call();
                })
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("no partition 7; there are 1");
    }

    private Path partitioned() throws IOException {
        ByteBuffer disk = ByteBuffer.allocate(64 * 512 + 160 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        disk.put(446, (byte) 0x80)
                .put(450, (byte) 1)
                .putInt(454, 64)
                .putInt(458, 320)
                .putShort(510, (short) 0xAA55);
        disk.put(64 * 512, Files.readAllBytes(floppy));
        return Files.write(folder.resolve("disk.img"), disk.array());
    }

    @Test
    void a_sparse_disk_of_100_gb_is_inspected_at_once() throws IOException {
        Path disk = partitioned();
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(100L << 30);
        }
        run(new InspectCommand(), floppy);
        long start = System.nanoTime();
        run(new InspectCommand(), disk);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(out.toString()).contains("102400 MB");
    }
}
