package reliquary.disk.floppy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import reliquary.disk.floppy.FloppySector.State;

class TrackDecoderTest {
    private static final RecursiveComparisonConfiguration BY_CONTENT = RecursiveComparisonConfiguration.builder()
            .withStrictTypeChecking(true)
            .build();

    @Property(tries = 100)
    void what_a_controller_formats_is_read_back(
            @ForAll TrackWriter.Code code,
            @ForAll @IntRange(min = 1, max = 9) int count,
            @ForAll @IntRange(max = 3) int sizeCode,
            @ForAll @IntRange(max = 79) int cylinder,
            @ForAll long seed) {
        List<FloppySector> sectors = TrackWriter.sectors(cylinder, 1, count, sizeCode, seed);
        assertSame(TrackDecoder.decode(TrackWriter.format(code, sectors)), sectors);
    }

    @Property(tries = 50)
    void it_does_not_matter_where_the_index_hole_is(
            @ForAll TrackWriter.Code code, @ForAll @IntRange(max = 100_000) int turn) {
        List<FloppySector> sectors = TrackWriter.sectors(3, 0, 4, 2, 1);
        List<FloppySector> found =
                new ArrayList<>(TrackDecoder.decode(rotated(TrackWriter.format(code, sectors), turn)));
        found.sort(Comparator.comparing(FloppySector::number));
        assertSame(found, sectors);
    }

    @Test
    void a_wrong_checksum_a_deleted_mark_and_a_missing_data_field_are_told_apart() {
        byte[] data = new byte[512];
        List<FloppySector> sectors = List.of(
                new FloppySector(0, 0, 1, 2, State.CRC_ERROR, false, data),
                new FloppySector(0, 0, 2, 2, State.GOOD, true, data),
                new FloppySector(0, 0, 3, 2, State.MISSING, false, new byte[0]),
                FloppySector.good(0, 0, 4, 2, data));
        assertSame(TrackDecoder.decode(TrackWriter.format(TrackWriter.Code.MFM, sectors)), sectors);
    }

    @Test
    void flux_with_jitter_and_a_drive_two_percent_too_slow_is_read() {
        List<FloppySector> sectors = TrackWriter.sectors(0, 0, 9, 2, 7);
        BitTrack track = TrackWriter.format(TrackWriter.Code.MFM, sectors);
        Random jitter = new Random(11);
        List<Integer> intervals = new ArrayList<>();
        double time = 0;
        double last = 0;
        for (int i = 0; i < track.cells(); i++) {
            time += 2_040;
            if (track.cell(i) == 1) {
                double at = time + jitter.nextGaussian() * 120;
                intervals.add((int) (at - last));
                last = at;
            }
        }
        BitTrack decoded = FluxDecoder.decode(
                intervals.stream().mapToInt(Integer::intValue).toArray());
        assertSame(TrackDecoder.decode(decoded), sectors);
    }

    @Test
    void a_track_of_noise_has_no_sectors() {
        byte[] noise = new byte[12_500];
        new Random(5).nextBytes(noise);
        assertThat(TrackDecoder.decode(BitTrack.of(noise))).isEmpty();
        assertThat(TrackDecoder.decode(BitTrack.of(new byte[0]))).isEmpty();
    }

    private static BitTrack rotated(BitTrack track, int turn) {
        byte[] cells = new byte[track.bytes().length];
        for (int i = 0; i < track.cells(); i++) {
            int from = (i + turn) % track.cells();
            cells[i >> 3] |= (byte) (track.cell(from) << 7 - (i & 7));
        }
        return new BitTrack(cells, track.cells());
    }

    private static void assertSame(List<FloppySector> found, List<FloppySector> expected) {
        assertThat(found)
                .usingRecursiveFieldByFieldElementComparator(BY_CONTENT)
                .containsExactlyElementsOf(expected);
    }
}
