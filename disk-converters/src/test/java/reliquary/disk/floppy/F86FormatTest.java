package reliquary.disk.floppy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskFormatException;

/** 86F images of one track made by hand, in the variants that the flags of the disk choose. */
class F86FormatTest {
    private static final int TWO_SIDES = 0x0008;
    private static final int CELLS = 100_000;

    @ParameterizedTest
    @CsvSource({
        "whole count,            1080",
        "cells on top,           0080",
        "nominal length,         0000",
        "surface,                1081",
        "surface and nominal,    0001",
        "bytes of words swapped, 1880",
    })
    void a_track_is_decoded_whatever_the_flags_say(String variant, String flags) throws DiskFormatException {
        byte[] file = file(Integer.parseInt(flags, 16) | TWO_SIDES);
        FloppyTrack track =
                F86Format.parse(new FloppyFile("x.86f", file)).tracks().get(0);
        assertThat(track.cylinder()).isEqualTo(1);
        assertThat(track.head()).isEqualTo(1);
        assertThat(track.sectors()).extracting(FloppySector::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(track.sectors()).extracting(FloppySector::state).containsOnly(FloppySector.State.GOOD);
    }

    @Test
    void zones_of_different_speed_are_refused() {
        assertThatThrownBy(() -> F86Format.parse(new FloppyFile("x.86f", file(0x0108))))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("x.86f: byte 6: zones of different speed are not supported");
    }

    /** Cylinder 1 head 1 of a floppy, 250 kbit/s MFM at 300 rpm. */
    private static byte[] file(int flags) {
        BitTrack formatted = TrackWriter.format(TrackWriter.Code.MFM, TrackWriter.sectors(1, 1, 9, 2, 1));
        byte[] cells = Arrays.copyOf(formatted.bytes(), CELLS / 8);
        if ((flags & 0x0800) != 0) {
            for (int i = 0; i < cells.length; i += 2) {
                byte low = cells[i];
                cells[i] = cells[i + 1];
                cells[i + 1] = low;
            }
        }
        ByteBuffer file = ByteBuffer.allocate(60_000).order(ByteOrder.LITTLE_ENDIAN);
        file.put("86BF".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0x0C)
                .put((byte) 2)
                .putShort((short) flags);
        int track = 8 + 2 * 256 * 4;
        file.putInt(8 + 3 * 4, track).position(track);
        file.putShort((short) (2 | 1 << 3));
        if ((flags & 0x0080) != 0) {
            file.putInt((flags & 0x1000) != 0 ? CELLS : 0);
        }
        file.putInt(0);
        if ((flags & 1) != 0) {
            file.put(new byte[cells.length]);
        }
        return Arrays.copyOf(file.put(cells).array(), file.position());
    }
}
