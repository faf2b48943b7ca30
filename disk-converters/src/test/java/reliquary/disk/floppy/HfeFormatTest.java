package reliquary.disk.floppy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Geometry;

class HfeFormatTest {
    private static final int CYLINDERS = 3;

    @ParameterizedTest
    @EnumSource(
            value = TrackWriter.Code.class,
            names = {"MFM", "FM_DOUBLED"})
    void both_sides_are_unwoven_and_decoded(TrackWriter.Code code) throws IOException {
        FloppyImage floppy = HfeFormat.parse(new FloppyFile("x.hfe", hfe("HXCPICFE", code, false)))
                .image();
        assertThat(floppy.geometry()).contains(new Geometry(CYLINDERS, 2, 5));
        assertHoldsItsSectors(floppy);
    }

    @Test
    void the_commands_of_version_three_are_taken_out_of_the_cells() throws IOException {
        FloppyImage floppy = HfeFormat.parse(new FloppyFile("x.hfe", hfe("HXCHFEV3", TrackWriter.Code.MFM, true)))
                .image();
        assertThat(floppy.geometry()).contains(new Geometry(CYLINDERS, 2, 5));
        assertHoldsItsSectors(floppy);
    }

    @Test
    void a_track_list_behind_the_end_is_refused() {
        byte[] file = hfe("HXCPICFE", TrackWriter.Code.MFM, false);
        file[19] = 0x7F;
        assertThatThrownBy(() -> HfeFormat.parse(new FloppyFile("x.hfe", file)))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("points to byte 16646656, the file has only");
    }

    private static void assertHoldsItsSectors(FloppyImage floppy) throws IOException {
        assertThat(floppy.unreadable()).isEmpty();
        for (int track = 0; track < CYLINDERS * 2; track++) {
            for (FloppySector sector : TrackWriter.sectors(track / 2, track % 2, 5, 1, track)) {
                ByteBuffer data = ByteBuffer.allocate(256);
                floppy.read((track * 5L + sector.number() - 1) * 256, data);
                assertThat(data.array()).isEqualTo(sector.data());
            }
        }
    }

    private static byte[] hfe(String mark, TrackWriter.Code code, boolean commands) {
        ByteBuffer file = ByteBuffer.allocate(400_000).order(ByteOrder.LITTLE_ENDIAN);
        file.put(mark.getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put((byte) CYLINDERS)
                .put((byte) 2);
        file.putShort(18, (short) 1);
        int block = 2;
        for (int cylinder = 0; cylinder < CYLINDERS; cylinder++) {
            byte[][] sides = new byte[2][];
            for (int side = 0; side < 2; side++) {
                List<FloppySector> sectors = TrackWriter.sectors(cylinder, side, 5, 1, cylinder * 2 + side);
                BitTrack track = TrackWriter.format(code, sectors);
                sides[side] = BitTrack.reversed(commands ? withCommands(track) : track.bytes());
            }
            int length = Math.max(sides[0].length, sides[1].length);
            file.putShort(512 + cylinder * 4, (short) block).putShort(514 + cylinder * 4, (short) (length * 2));
            for (int at = 0; at < length; at += 256, block++) {
                for (int side = 0; side < 2; side++) {
                    int part = Math.min(256, sides[side].length - at);
                    file.put(block * 512 + side * 256, sides[side], at, part);
                }
            }
        }
        return Arrays.copyOf(file.array(), block * 512);
    }

    /** An index mark, a bit rate, and each hundredth byte of cells split in two by skipped bits. */
    private static byte[] withCommands(BitTrack track) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xF1, (byte) 0xF2, 72});
        for (int i = 0; i < track.bytes().length; i++) {
            int cells = track.bytes()[i] & 0xFF;
            assertThat(cells).isLessThan(0xF0);
            if (i % 100 == 0) {
                out.writeBytes(new byte[] {(byte) 0xF0, (byte) 0xF3, 5, (byte) (cells >> 5)});
                out.writeBytes(new byte[] {(byte) 0xF3, 3, (byte) (cells & 0x1F)});
            } else {
                out.write(cells);
            }
        }
        return out.toByteArray();
    }
}
