package reliquary.disk.floppy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Geometry;

/** Teledisk images made by hand, uncompressed: the three ways to store a sector and the sectors without data. */
class Td0FormatTest {
    @Test
    void plain_pattern_and_run_coded_sectors_are_expanded() throws IOException {
        FloppyDisk disk = Td0Format.parse(new FloppyFile("x.td0", plain()));
        assertThat(disk.comment()).isEqualTo("Accounts 1989\ndisk 2");
        FloppyImage floppy = disk.image();
        assertThat(floppy.geometry()).contains(new Geometry(1, 1, 5));
        byte[] track = new byte[3 * 128];
        floppy.read(0, ByteBuffer.wrap(track));
        assertThat(Arrays.copyOf(track, 128)).isEqualTo(counting());
        assertThat(Arrays.copyOfRange(track, 128, 132)).containsExactly(0xE5, 0x1A, 0xE5, 0x1A);
        assertThat(Arrays.copyOfRange(track, 256, 262)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(Arrays.copyOfRange(track, 380, 384)).containsExactly(5, 6, 5, 6);
    }

    @Test
    void a_sector_without_data_field_is_unreadable_and_one_not_stored_reads_zeros_with_a_remark() throws IOException {
        FloppyImage floppy = Td0Format.parse(new FloppyFile("x.td0", plain())).image();
        assertThat(floppy.unreadable()).containsExactly(new ByteRange(3 * 128, 128));
        assertThat(floppy.remarks())
                .containsExactly(
                        "1 sectors were not stored because the file system did not use them; they read as zeros");
        byte[] last = new byte[128];
        floppy.read(4 * 128, ByteBuffer.wrap(last));
        assertThat(last).containsOnly(0);
    }

    @Test
    void a_wrong_checksum_of_a_track_names_the_byte() {
        byte[] file = plain();
        int track = 12 + 10 + "Accounts 1989\0disk 2\0".length();
        file[track + 1] = 7;
        assertThatThrownBy(() -> Td0Format.parse(new FloppyFile("x.td0", file)))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageStartingWith("x.td0: byte " + track + ": the track header's checksum is");
    }

    @Test
    void the_compression_of_version_one_is_refused_by_name() {
        byte[] file = plain();
        file[0] = 't';
        file[1] = 'd';
        file[4] = 15;
        assertThatThrownBy(() -> Td0Format.parse(new FloppyFile("x.td0", file)))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("advanced compression of Teledisk 1.5 (LZW) is not supported");
    }

    static byte[] plain() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = {'T', 'D', 0, 1, 21, 0, 1, (byte) 0x80, 0, 1};
        out.writeBytes(header);
        word(out, Crc16.TELEDISK.over(0, header));
        byte[] comment = "Accounts 1989\0disk 2\0".getBytes(StandardCharsets.US_ASCII);
        word(out, 0);
        word(out, comment.length);
        out.writeBytes(new byte[] {89, 2, 1, 9, 30, 0});
        out.writeBytes(comment);
        byte[] track = {5, 0, 0};
        out.writeBytes(track);
        out.write(Crc16.TELEDISK.over(0, track));
        byte[] plain = new byte[129];
        System.arraycopy(counting(), 0, plain, 1, 128);
        sector(out, 1, 0, counting(), plain);
        byte[] pattern = new byte[128];
        for (int i = 0; i < 128; i++) {
            pattern[i] = (byte) (i % 2 == 0 ? 0xE5 : 0x1A);
        }
        sector(out, 2, 0, pattern, new byte[] {1, 64, 0, (byte) 0xE5, 0x1A});
        byte[] runs = new byte[128];
        System.arraycopy(new byte[] {1, 2, 3, 4}, 0, runs, 0, 4);
        for (int i = 4; i < 128; i++) {
            runs[i] = (byte) (5 + i % 2);
        }
        sector(out, 3, 0, runs, new byte[] {2, 0, 4, 1, 2, 3, 4, 1, 62, 5, 6});
        out.writeBytes(new byte[] {0, 0, 4, 0, 0x20, 0});
        out.writeBytes(new byte[] {0, 0, 5, 0, 0x10, 0});
        out.write(0xFF);
        return out.toByteArray();
    }

    private static void sector(ByteArrayOutputStream out, int number, int flags, byte[] data, byte[] stored) {
        out.writeBytes(new byte[] {0, 0, (byte) number, 0, (byte) flags});
        out.write(Crc16.TELEDISK.over(0, data));
        word(out, stored.length);
        out.writeBytes(stored);
    }

    private static byte[] counting() {
        byte[] bytes = new byte[128];
        for (int i = 0; i < 128; i++) {
            bytes[i] = (byte) (i * 3);
        }
        return bytes;
    }

    private static void word(ByteArrayOutputStream out, int value) {
        out.write(value);
        out.write(value >> 8);
    }
}
