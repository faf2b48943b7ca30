package reliquary.disk.floppy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;
import reliquary.disk.Samples;
import reliquary.disk.format.DiskFormats;

/** Floppies that other programs wrote, against the raw image beside them. */
class FloppySamplesTest {
    @ParameterizedTest
    @CsvSource({
        "imd, fluxfox/sector_test_360k.imd, fluxfox/sector_test_360k.img",
        "td0, fluxfox/sector_test_360k.td0, fluxfox/sector_test_360k.img",
        "hfe, fluxfox/sector_test_360k.hfe, fluxfox/sector_test_360k.img",
        "psi, fluxfox/sector_test_360k.psi, fluxfox/sector_test_360k.img",
        "pri, fluxfox/sector_test_360k.pri, fluxfox/sector_test_360k.img",
        "mfm, fluxfox/sector_test_360k.mfm, fluxfox/sector_test_360k.img",
        "tc, fluxfox/sector_test_360k.tc, fluxfox/sector_test_360k.img",
        "mfi, fluxfox/sector_test_360k.mfi, fluxfox/sector_test_360k.img",
        "imd, ozzie/DRDOS1.IMD, ozzie/DRDOS1_IMD.img",
    })
    void a_sample_decodes_byte_for_byte_to_its_raw_image(String format, String sample, String raw) throws IOException {
        assertThat(DiskFormats.recognise(Samples.format(sample)).name()).isEqualTo(format);
        try (DiskImage floppy = DiskFormats.open(Samples.format(sample))) {
            assertThat(floppy.media()).isEqualTo(MediaKind.FLOPPY);
            assertThat(floppy.geometry()).contains(new Geometry(40, 2, 9));
            assertThat(floppy.unreadable()).isEmpty();
            assertThat(((FloppyImage) floppy).remarks()).isEmpty();
            assertThat(Samples.sha256(floppy)).isEqualTo(Samples.sha256(Samples.format(raw)));
        }
    }

    @Test
    void an_80_track_drives_reading_of_a_40_track_floppy_becomes_the_floppy() throws IOException {
        Path sample = Samples.format("fluxfox/sector_test_360k.86f");
        assertThat(DiskFormats.recognise(sample).name()).isEqualTo("86f");
        try (DiskImage floppy = DiskFormats.open(sample)) {
            assertThat(floppy.geometry()).contains(new Geometry(40, 2, 9));
            assertThat(((FloppyImage) floppy).remarks())
                    .containsExactly("read with a drive of twice the track density: every other track left out");
            assertThat(Samples.sha256(floppy))
                    .isEqualTo(Samples.sha256(Samples.format("fluxfox/sector_test_360k.img")));
        }
    }
}
