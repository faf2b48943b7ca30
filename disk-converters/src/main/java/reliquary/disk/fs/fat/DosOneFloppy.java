package reliquary.disk.fs.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import reliquary.disk.Volume;

/**
 * The floppies that DOS 1 and many programs of DOS 2 formatted without a BIOS parameter block: the first byte of the FAT
 * names one of four layouts ("IBM PC DOS 2.00 Technical Reference", appendix on diskette formats).
 */
final class DosOneFloppy {
    private record Layout(
            int sectorsPerCluster, int rootEntries, int sectors, int sectorsPerFat, int track, int heads) {}

    private static final Map<Integer, Layout> LAYOUTS = Map.of(
            0xFE, new Layout(1, 64, 320, 1, 8, 1),
            0xFC, new Layout(1, 64, 360, 2, 9, 1),
            0xFF, new Layout(2, 112, 640, 1, 8, 2),
            0xFD, new Layout(2, 112, 720, 2, 9, 2));

    private DosOneFloppy() {}

    /** The parameters that such a floppy would state, if the volume is one: media byte, FF FF, and two equal FATs. */
    static Optional<BiosParameterBlock> parameters(Volume volume) throws IOException {
        ByteBuffer fat = volume.read(512, 512);
        int media = fat.get(0) & 0xFF;
        Layout layout = LAYOUTS.get(media);
        if (layout == null
                || fat.get(1) != -1
                || fat.get(2) != -1
                || volume.size() < 160L * 1024
                || volume.size() > layout.sectors * 512L) {
            return Optional.empty();
        }
        if (!volume.read(512L + layout.sectorsPerFat * 512L, 512).equals(fat)) {
            return Optional.empty();
        }
        return Optional.of(new BiosParameterBlock(
                512,
                layout.sectorsPerCluster,
                1,
                2,
                layout.rootEntries,
                layout.sectors,
                media,
                layout.sectorsPerFat,
                layout.track,
                layout.heads,
                0,
                0,
                0,
                0,
                0));
    }
}
