package reliquary.disk.cd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reliquary.disk.DiskImage;

/** Damaged boot catalogues and track lists: each is read as far as it goes or refused in one line. */
@Timeout(20)
class HostileCdTest {
    private static final String CUE =
            "FILE \"d.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n"
                    + "    INDEX 00 00:00:10\n    INDEX 01 00:00:12\n";
    private static final String CCD =
            "[CloneCD]\r\nVersion=3\r\n[TRACK 1]\r\nMODE=1\r\nINDEX 1=0\r\n[TRACK 2]\r\nMODE=0\r\nINDEX 1=12\r\n";

    @TempDir
    Path folder;

    @Test
    void a_mutated_boot_catalogue_is_read_or_refused() throws IOException {
        byte[] original = ElToritoTest.bootableCd().array();
        Path file = folder.resolve("disc.iso");
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            byte[] bytes = original.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                int sector = random.nextBoolean() ? 17 : 19;
                bytes[sector * 2048 + random.nextInt(160)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            Files.write(file, bytes);
            try (DiskImage cd = new IsoFormat().open(file)) {
                for (ElTorito.Entry entry :
                        ElTorito.read(cd).map(ElTorito::entries).orElse(List.of())) {
                    DiskImage boot = ElTorito.bootImage(cd, entry);
                    boot.read(boot.size() - 1, ByteBuffer.allocate(1));
                }
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith("El Torito").doesNotContain("\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CUE, CCD})
    void a_mutated_track_list_is_read_or_refused(String sheet) throws IOException {
        Files.write(folder.resolve("d.bin"), new byte[20 * 2352]);
        Path file = folder.resolve("d.cue");
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = sheet.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(bytes.length);
                bytes[at] = (byte) (Character.isDigit(bytes[at]) ? '0' + random.nextInt(10) : random.nextInt());
            }
            Files.write(file, bytes);
            try (DiskImage cd = new CueSheetFormat().open(file)) {
                assertThat(cd.size()).isBetween(2048L, 10_000_000L * 2048);
                assertThat(cd.unreadable()).allSatisfy(r -> assertThat(r.end()).isLessThanOrEqualTo(cd.size()));
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
            }
        }
    }
}
