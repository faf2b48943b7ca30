package reliquary.disk.floppy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Geometry;
import reliquary.disk.Samples;

/** Damaged floppy images: each is read as far as it goes or refused in one line, in bounded time and memory. */
class HostileFloppyTest {
    /** Parses bytes of one format. */
    private interface Parser {
        FloppyDisk parse(FloppyFile file) throws IOException;
    }

    @ParameterizedTest
    @CsvSource({
        "imd, 600, fluxfox/sector_test_360k.imd",
        "td0, 600, fluxfox/sector_test_360k.td0",
        "psi, 600, fluxfox/sector_test_360k.psi",
        "hfe, 12, fluxfox/sector_test_360k.hfe",
        "86f, 12, fluxfox/sector_test_360k.86f",
        "pri, 30, fluxfox/sector_test_360k.pri",
        "mfm, 12, fluxfox/sector_test_360k.mfm",
        "tc, 12, fluxfox/sector_test_360k.tc",
        "mfi, 12, fluxfox/sector_test_360k.mfi",
    })
    @Timeout(30)
    void a_mutated_sample_is_read_or_refused_in_one_line(String format, int rounds, String sample) throws IOException {
        byte[] original = Files.readAllBytes(Samples.format(sample));
        for (int seed = 0; seed < rounds; seed++) {
            byte[] bytes = mutated(original, seed);
            readOrRefuse(format, format.startsWith("p") && seed % 4 != 0 ? withRightChecksums(bytes) : bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"imd, 400", "td0, 400"})
    @Timeout(30)
    void a_mutated_floppy_of_our_own_is_read_or_refused_in_one_line(String format, int rounds) throws IOException {
        byte[] original = format.equals("imd") ? imd() : Td0FormatTest.plain();
        for (int seed = 0; seed < rounds; seed++) {
            readOrRefuse(format, mutated(original, seed));
        }
    }

    @Test
    void sectors_of_more_bytes_than_a_floppy_holds_are_refused_before_they_take_memory() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("IMD 1.18: \u001a".getBytes(StandardCharsets.US_ASCII));
        for (int track = 0; track < 1000; track++) {
            out.writeBytes(new byte[] {5, 0, 0, (byte) 255, 7});
            out.writeBytes(new byte[255]);
            for (int sector = 0; sector < 255; sector++) {
                out.writeBytes(new byte[] {2, 0x77});
            }
        }
        assertThatThrownBy(() -> ImdFormat.parse(new FloppyFile("bomb.imd", out.toByteArray())))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("more than a floppy holds");
    }

    private static void readOrRefuse(String format, byte[] bytes) {
        try {
            FloppyImage floppy = parser(format)
                    .parse(new FloppyFile("mutated." + format, bytes))
                    .image();
            assertThat(floppy.size()).isBetween(1L, 32L << 20);
        } catch (IOException e) {
            assertThat(e.getMessage()).startsWith("mutated." + format).doesNotContain("\n");
        }
    }

    private static Parser parser(String format) {
        return switch (format) {
            case "imd" -> ImdFormat::parse;
            case "td0" -> Td0Format::parse;
            case "psi" -> PsiFormat::parse;
            case "hfe" -> HfeFormat::parse;
            case "86f" -> F86Format::parse;
            case "pri" -> PriFormat::parse;
            case "mfm" -> HxcMfmFormat::parse;
            case "tc" -> TranscopyFormat::parse;
            default -> MfiFormat::parse;
        };
    }

    /** Some bytes changed, most of them near the start where the structures are; sometimes cut off. */
    static byte[] mutated(byte[] original, int seed) {
        Random random = new Random(seed);
        byte[] bytes = original.clone();
        int changes = 1 + random.nextInt(16);
        for (int i = 0; i < changes; i++) {
            int reach = random.nextBoolean() ? Math.min(2048, bytes.length) : bytes.length;
            byte value = random.nextInt(3) == 0 ? (byte) 0xFF : (byte) random.nextInt();
            bytes[random.nextInt(reach)] = value;
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    /** PCE's checksums would turn nearly every mutation away before a field is looked at. */
    private static byte[] withRightChecksums(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        for (int at = 0; at + 12 <= bytes.length; ) {
            long end = at + 8L + file.getInt(at + 4);
            if (end < at || end + 4 > bytes.length) {
                break;
            }
            file.putInt((int) end, PceChunks.crc(Arrays.copyOfRange(bytes, at, (int) end)));
            at = (int) end + 4;
        }
        return bytes;
    }

    private static byte[] imd() throws IOException {
        Geometry geometry = new Geometry(4, 2, 9);
        byte[] content = new byte[(int) geometry.totalSectors() * 512];
        new Random(3).nextBytes(content);
        FloppyImage floppy = new FloppyImage(content, 512, geometry, List.of(), List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImdWriter.write(floppy, geometry, "", LocalDateTime.of(1989, 3, 1, 9, 30), out);
        return out.toByteArray();
    }
}
