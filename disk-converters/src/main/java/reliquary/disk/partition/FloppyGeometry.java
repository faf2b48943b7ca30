package reliquary.disk.partition;

import java.util.List;
import java.util.Optional;
import reliquary.disk.Geometry;

/** The floppy layouts of PCs by size (IBM PC DOS technical references; the 80+ track and DMF layouts as fdutils lists them). */
final class FloppyGeometry {
    private record Layout(long bytes, Geometry geometry) {}

    private static final List<Layout> LAYOUTS = List.of(
            layout(40, 1, 8, 512),
            layout(40, 1, 9, 512),
            layout(40, 2, 8, 512),
            layout(40, 2, 9, 512),
            layout(40, 2, 10, 512),
            layout(80, 2, 8, 512),
            layout(80, 2, 9, 512),
            layout(80, 2, 10, 512),
            layout(80, 2, 15, 512),
            layout(77, 2, 8, 1024),
            layout(80, 2, 18, 512),
            layout(80, 2, 20, 512),
            layout(80, 2, 21, 512),
            layout(82, 2, 21, 512),
            layout(83, 2, 21, 512),
            layout(80, 2, 36, 512));

    /** The formats that every BIOS knows; an image of another size is taken as the smallest of these that holds it. */
    private static final List<Layout> COMMON =
            List.of(layout(40, 2, 9, 512), layout(80, 2, 9, 512), layout(80, 2, 18, 512), layout(80, 2, 36, 512));

    private FloppyGeometry() {}

    private static Layout layout(int cylinders, int heads, int sectors, int sectorSize) {
        Geometry geometry = new Geometry(cylinders, heads, sectors);
        return new Layout(geometry.totalSectors() * sectorSize, geometry);
    }

    /** The layout whose size this is exactly. */
    static Optional<Geometry> exactly(long bytes) {
        return LAYOUTS.stream()
                .filter(l -> l.bytes == bytes)
                .map(Layout::geometry)
                .findFirst();
    }

    /** The smallest common layout that has room for so many bytes. */
    static Optional<Geometry> holding(long bytes) {
        return COMMON.stream()
                .filter(l -> l.bytes >= bytes)
                .map(Layout::geometry)
                .findFirst();
    }
}
