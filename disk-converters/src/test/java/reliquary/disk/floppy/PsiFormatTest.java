package reliquary.disk.floppy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import reliquary.disk.DiskFormatException;
import reliquary.disk.floppy.FloppySector.State;

/** PCE's sector and track images made by hand. */
class PsiFormatTest {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void filled_stored_bad_and_missing_sectors_are_told_apart() throws DiskFormatException {
        chunk("PSI ", 0, 0, 2, 0);
        chunk("TEXT", "from the ", "attic");
        chunk("SECT", 0, 3, 1, 1, 0, 128, 1, 0xE5);
        chunk("SECT", 0, 3, 1, 2, 0, 128, 0, 0);
        chunk("OFFS", 0, 0, 1, 0);
        chunk("DATA", "x".repeat(128));
        chunk("SECT", 0, 3, 1, 3, 0, 128, 4, 0);
        chunk("DATA", "y".repeat(128));
        chunk("SECT", 0, 3, 1, 4, 0, 128, 0, 0);
        chunk("IBMM", 3, 1, 4, 0, 8, 0);
        chunk("SECT", 0, 3, 1, 5, 0, 128, 1, 0);
        chunk("IBMM", 7, 0, 9, 0, 4, 0);
        chunk("END ");
        FloppyDisk disk = PsiFormat.parse(new FloppyFile("x.psi", file.toByteArray()));
        assertThat(disk.comment()).isEqualTo("from the attic");
        FloppyTrack track = disk.tracks().get(0);
        assertThat(track.cylinder()).isEqualTo(3);
        assertThat(track.head()).isEqualTo(1);
        List<FloppySector> sectors = track.sectors();
        assertThat(sectors)
                .extracting(FloppySector::state)
                .containsExactly(State.GOOD, State.GOOD, State.CRC_ERROR, State.MISSING, State.GOOD);
        assertThat(sectors.get(0).data()).containsOnly(0xE5).hasSize(128);
        assertThat(sectors.get(1).data()).containsOnly('x');
        assertThat(sectors.get(4))
                .extracting(FloppySector::cylinder, FloppySector::head, FloppySector::number)
                .containsExactly(7, 0, 9);
        assertThat(sectors.get(4).deleted()).isTrue();
    }

    @Test
    void data_without_a_sector_and_a_wrong_checksum_are_refused_with_their_place() {
        chunk("PSI ", 0, 0, 2, 0);
        chunk("DATA", "x");
        assertThatThrownBy(() -> PsiFormat.parse(new FloppyFile("x.psi", file.toByteArray())))
                .isInstanceOf(DiskFormatException.class)
                .hasMessage("x.psi: byte 16: DATA without a SECT before it");
        byte[] bytes = file.toByteArray();
        bytes[10] ^= 1;
        assertThatThrownBy(() -> PsiFormat.parse(new FloppyFile("x.psi", bytes)))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageStartingWith("x.psi: byte 0: checksum of chunk \"PSI\" is ");
    }

    @Test
    void a_pri_track_has_as_many_cells_as_it_says() throws DiskFormatException {
        BitTrack track = TrackWriter.format(TrackWriter.Code.MFM, TrackWriter.sectors(5, 1, 4, 2, 1));
        chunk("PRI ", 0, 0, 0, 0);
        ByteBuffer header = ByteBuffer.allocate(16)
                .putInt(5)
                .putInt(1)
                .putInt(track.cells())
                .putInt(500_000);
        chunk("TRAK", header.array());
        chunk("DATA", track.bytes());
        chunk("END ");
        FloppyTrack read = PriFormat.parse(new FloppyFile("x.pri", file.toByteArray()))
                .tracks()
                .get(0);
        assertThat(read.cylinder()).isEqualTo(5);
        assertThat(read.sectors()).extracting(FloppySector::number).containsExactly(1, 2, 3, 4);
    }

    private void chunk(String name, String... text) {
        chunk(name, String.join("", text).getBytes(StandardCharsets.US_ASCII));
    }

    private void chunk(String name, int... data) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) data[i];
        }
        chunk(name, bytes);
    }

    private void chunk(String name) {
        chunk(name, new byte[0]);
    }

    private void chunk(String name, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(8 + data.length);
        chunk.put(name.getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data);
        file.writeBytes(chunk.array());
        file.writeBytes(
                ByteBuffer.allocate(4).putInt(PceChunks.crc(chunk.array())).array());
    }
}
