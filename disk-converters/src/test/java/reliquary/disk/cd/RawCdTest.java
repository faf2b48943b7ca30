package reliquary.disk.cd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.Samples;
import reliquary.disk.UnreadableRangeException;
import reliquary.disk.format.DiskFormats;

class RawCdTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, 2352", "2, 2352", "1, 2448", "2, 2448"})
    void the_user_data_of_a_real_cd_is_the_iso_image(int mode, int sectorSize) throws IOException {
        Path iso = Samples.guest("mikeos-4.5.iso");
        Path bin = Files.write(folder.resolve("disc.bin"), raw(Files.readAllBytes(iso), mode, sectorSize));
        assertThat(DiskFormats.recognise(bin).name()).isEqualTo("raw-cd");
        try (DiskImage cd = DiskFormats.open(bin)) {
            assertThat(cd.media()).isEqualTo(MediaKind.CD);
            assertThat(cd.sectorSize()).isEqualTo(2048);
            assertThat(Samples.sha256(cd)).isEqualTo(Samples.sha256(iso));
            assertThat(ElTorito.read(cd)).isPresent();
        }
    }

    @Test
    void a_sector_whose_check_does_not_match_is_unreadable() throws IOException {
        byte[] raw = raw(counting(8), 1, 2352);
        raw[5 * 2352 + 100] ^= 1;
        try (DiskImage cd = DiskFormats.open(Files.write(folder.resolve("d.bin"), raw))) {
            cd.read(0, ByteBuffer.allocate(5 * 2048));
            assertThatThrownBy(() -> cd.read(4 * 2048, ByteBuffer.allocate(3 * 2048)))
                    .isInstanceOfSatisfying(
                            UnreadableRangeException.class,
                            e -> assertThat(e.range()).isEqualTo(new ByteRange(5 * 2048, 2048)));
        }
    }

    @Test
    void audio_tracks_of_a_cue_sheet_are_unreadable() throws IOException {
        Files.write(folder.resolve("mixed.bin"), raw(counting(300), 1, 2352));
        Path cue = Files.writeString(folder.resolve("mixed.cue"), """
                REM made by hand
                FILE "mixed.bin" BINARY
                  TRACK 01 MODE1/2352
                    INDEX 01 00:00:00
                  TRACK 02 AUDIO
                    INDEX 00 00:02:00
                    INDEX 01 00:03:00
                """);
        for (Path file : new Path[] {cue, folder.resolve("mixed.bin")}) {
            try (DiskImage cd = DiskFormats.open(file)) {
                assertThat(cd.size()).isEqualTo(300 * 2048);
                assertThat(cd.unreadable()).containsExactly(new ByteRange(150 * 2048, 150 * 2048));
                ByteBuffer last = ByteBuffer.allocate(2048);
                cd.read(149 * 2048, last);
                assertThat(last.getInt(0)).isEqualTo(149);
                assertThatThrownBy(() -> cd.read(150 * 2048, ByteBuffer.allocate(1)))
                        .isInstanceOf(UnreadableRangeException.class);
            }
        }
    }

    @Test
    void tracks_in_files_of_their_own_follow_each_other() throws IOException {
        Files.write(folder.resolve("a.bin"), new byte[20 * 2352]);
        Files.write(folder.resolve("b.iso"), counting(30));
        Path cue = Files.writeString(folder.resolve("set.cue"), """
                FILE "a.bin" BINARY
                  TRACK 01 AUDIO
                    INDEX 01 00:00:00
                FILE "C:\\Games\\b.iso" BINARY
                  TRACK 02 MODE1/2048
                    PREGAP 00:02:00
                    INDEX 01 00:00:00
                """);
        try (DiskImage cd = DiskFormats.open(cue)) {
            assertThat(cd.size()).isEqualTo((20 + 150 + 30) * 2048);
            assertThat(cd.unreadable()).containsExactly(new ByteRange(0, 170 * 2048));
            ByteBuffer sector = ByteBuffer.allocate(2048);
            cd.read(171 * 2048, sector);
            assertThat(sector.getInt(0)).isEqualTo(1);
        }
    }

    @Test
    void a_clonecd_control_file_opens_the_image_beside_it() throws IOException {
        Files.write(folder.resolve("disc.img"), raw(counting(50), 1, 2352));
        Files.write(folder.resolve("disc.sub"), new byte[50 * 96]);
        Path ccd = Files.writeString(
                folder.resolve("disc.ccd"),
                "[CloneCD]\r\nVersion=3\r\n[Disc]\r\nTocEntries=4\r\n[Entry 0]\r\nPoint=0xa0\r\n"
                        + "[TRACK 1]\r\nMODE=1\r\nINDEX 1=0\r\n[TRACK 2]\r\nMODE=0\r\nINDEX 1=40\r\n");
        for (Path file : new Path[] {ccd, folder.resolve("disc.img")}) {
            try (DiskImage cd = DiskFormats.open(file)) {
                assertThat(cd.size()).isEqualTo(50 * 2048);
                assertThat(cd.unreadable()).containsExactly(new ByteRange(40 * 2048, 10 * 2048));
            }
        }
    }

    @Test
    void a_sheet_without_its_file_or_with_a_wrong_time_is_refused_in_one_line() throws IOException {
        Path missing = Files.writeString(
                folder.resolve("m.cue"), "FILE \"gone.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\n");
        assertThatThrownBy(() -> DiskFormats.open(missing))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("track file \"gone.bin\" is missing");
        Files.write(folder.resolve("s.bin"), raw(counting(10), 1, 2352));
        Path late = Files.writeString(
                folder.resolve("s.cue"),
                "FILE \"s.bin\" BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 99:00:00\n");
        assertThatThrownBy(() -> DiskFormats.open(late))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("track 1 passes the end");
    }

    /** Sectors of 2048 bytes that begin with their number. */
    private static byte[] counting(int sectors) {
        ByteBuffer bytes = ByteBuffer.allocate(sectors * 2048);
        for (int i = 0; i < sectors; i++) {
            bytes.putInt(i * 2048, i);
        }
        return bytes.array();
    }

    /** Whole sectors around user data: sync, header, check; the correction codes stay zero. */
    private static byte[] raw(byte[] userData, int mode, int sectorSize) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < userData.length; at += 2048) {
            ByteBuffer sector = ByteBuffer.allocate(sectorSize).order(ByteOrder.LITTLE_ENDIAN);
            Arrays.fill(sector.array(), 1, 11, (byte) 0xFF);
            sector.put(15, (byte) mode);
            sector.put(mode == 1 ? 16 : 24, userData, at, 2048);
            if (mode == 1) {
                sector.putInt(2064, ErrorDetectionCode.over(sector, 0, 2064));
            } else {
                sector.put(18, (byte) 8).put(22, (byte) 8);
                sector.putInt(2072, ErrorDetectionCode.over(sector, 16, 2072));
            }
            out.writeBytes(sector.array());
        }
        return out.toByteArray();
    }
}
