package reliquary.disk.floppy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Geometry;
import reliquary.disk.UnreadableRangeException;
import reliquary.disk.floppy.FloppySector.State;

class SectorGridTest {
    @Test
    void a_missing_and_a_bad_sector_are_unreadable_ranges_and_reads_of_them_fail() throws IOException {
        List<FloppyTrack> tracks = tracks(40, 9);
        List<FloppySector> second = new ArrayList<>(tracks.get(2).sectors());
        second.remove(8);
        tracks.set(2, new FloppyTrack(1, 0, second));
        List<FloppySector> third = new ArrayList<>(tracks.get(3).sectors());
        FloppySector bad = third.get(0);
        third.set(0, new FloppySector(1, 1, 1, 2, State.CRC_ERROR, false, bad.data()));
        tracks.set(3, new FloppyTrack(1, 1, third));

        FloppyImage floppy = new FloppyDisk("x", "", tracks).image();
        assertThat(floppy.geometry()).contains(new Geometry(40, 2, 9));
        assertThat(floppy.unreadable()).containsExactly(new ByteRange(26 * 512, 2 * 512));
        assertThatThrownBy(() -> floppy.read(25 * 512, ByteBuffer.allocate(1024)))
                .isInstanceOf(UnreadableRangeException.class)
                .hasMessage("the original could not be read at bytes 13312 to 14335");
        floppy.read(28 * 512, ByteBuffer.allocate(1024));
    }

    @Test
    void of_twins_the_good_one_under_its_own_cylinder_wins() throws IOException {
        List<FloppyTrack> tracks = tracks(40, 9);
        List<FloppySector> first = new ArrayList<>(tracks.get(0).sectors());
        first.add(0, FloppySector.good(30, 0, 1, 2, filled(0x30)));
        first.add(new FloppySector(0, 0, 1, 2, State.CRC_ERROR, false, filled(0x40)));
        tracks.set(0, new FloppyTrack(0, 0, first));
        FloppyImage floppy = new FloppyDisk("x", "", tracks).image();
        ByteBuffer sector = ByteBuffer.allocate(512);
        floppy.read(0, sector);
        assertThat(sector.array()).isEqualTo(tracks.get(0).sectors().get(1).data());
    }

    @Test
    void a_protection_tracks_odd_sectors_are_remarked_upon_and_left_out() throws IOException {
        List<FloppyTrack> tracks = tracks(40, 9);
        List<FloppySector> last = new ArrayList<>(tracks.get(79).sectors());
        last.add(FloppySector.good(39, 1, 200, 2, filled(1)));
        last.add(FloppySector.good(39, 1, 3, 6, new byte[8192]));
        tracks.set(79, new FloppyTrack(39, 1, last));
        FloppyImage floppy = new FloppyDisk("x", "", tracks).image();
        assertThat(floppy.size()).isEqualTo(368_640);
        assertThat(floppy.remarks())
                .containsExactly(
                        "2 sectors of another size or number than the rest of the floppy are not part of the image");
    }

    @Test
    void the_last_track_read_again_behind_the_end_does_not_make_the_floppy_longer() throws IOException {
        List<FloppyTrack> tracks = tracks(40, 9);
        tracks.add(new FloppyTrack(40, 0, tracks.get(78).sectors()));
        tracks.add(new FloppyTrack(40, 1, tracks.get(79).sectors()));
        tracks.add(new FloppyTrack(41, 0, List.of()));
        FloppyImage floppy = new FloppyDisk("x", "", tracks).image();
        assertThat(floppy.size()).isEqualTo(368_640);
        assertThat(floppy.remarks()).hasSize(2).first().asString().contains("repeats cylinder 39");
    }

    @Test
    void lost_last_cylinders_are_known_from_the_boot_sector() throws IOException {
        List<FloppyTrack> tracks = tracks(38, 9);
        byte[] boot = tracks.get(0).sectors().get(0).data();
        ByteBuffer bpb = ByteBuffer.wrap(boot).order(ByteOrder.LITTLE_ENDIAN);
        bpb.putShort(11, (short) 512)
                .putShort(19, (short) 720)
                .putShort(24, (short) 9)
                .putShort(26, (short) 2);
        FloppyImage floppy = new FloppyDisk("x", "", tracks).image();
        assertThat(floppy.geometry()).contains(new Geometry(40, 2, 9));
        assertThat(floppy.unreadable()).containsExactly(new ByteRange(38 * 18 * 512, 36 * 512));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x41, 0xC1})
    void sector_numbers_may_start_anywhere(int start) throws IOException {
        List<FloppyTrack> tracks = new ArrayList<>();
        for (int cylinder = 0; cylinder < 40; cylinder++) {
            List<FloppySector> sectors = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                sectors.add(FloppySector.good(cylinder, 0, start + i, 2, filled(cylinder + i)));
            }
            tracks.add(new FloppyTrack(cylinder, 0, sectors));
        }
        FloppyImage floppy = new FloppyDisk("x", "", tracks).image();
        assertThat(floppy.geometry()).contains(new Geometry(40, 1, 9));
        ByteBuffer sector = ByteBuffer.allocate(512);
        floppy.read((9 * 7 + 4) * 512, sector);
        assertThat(sector.array()).isEqualTo(filled(11));
    }

    @Test
    void a_floppy_without_any_sector_is_refused() {
        FloppyDisk blank = new FloppyDisk("blank.hfe", "", List.of(new FloppyTrack(0, 0, List.of())));
        assertThatThrownBy(blank::image)
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("blank.hfe: no sector found on any track");
    }

    private static List<FloppyTrack> tracks(int cylinders, int sectors) {
        List<FloppyTrack> tracks = new ArrayList<>();
        for (int i = 0; i < cylinders * 2; i++) {
            tracks.add(new FloppyTrack(i / 2, i % 2, TrackWriter.sectors(i / 2, i % 2, sectors, 2, i)));
        }
        return tracks;
    }

    private static byte[] filled(int value) {
        byte[] data = new byte[512];
        Arrays.fill(data, (byte) value);
        return data;
    }
}
