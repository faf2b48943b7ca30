package reliquary.disk.format;

import reliquary.disk.Geometry;

/** The geometry that a VHD states for a size (Microsoft Virtual Hard Disk Image Format Specification 1.0, appendix). */
final class VhdGeometry {
    private static final long LARGEST = 65_535L * 16 * 255;

    private VhdGeometry() {}

    static Geometry of(long size) {
        long sectors = Math.min(LARGEST, Math.max(1, (size + 511) / 512));
        long perTrack = 17;
        long heads = Math.max(4, (sectors / 17 + 1023) / 1024);
        long tracks = sectors / 17;
        if (sectors >= 65_535L * 16 * 63) {
            return geometry(sectors / 255, 16, 255);
        }
        if (tracks >= heads * 1024 || heads > 16) {
            perTrack = 31;
            heads = 16;
            tracks = sectors / perTrack;
        }
        if (tracks >= heads * 1024) {
            perTrack = 63;
            heads = 16;
            tracks = sectors / perTrack;
        }
        return geometry(tracks, heads, perTrack);
    }

    private static Geometry geometry(long tracks, long heads, long perTrack) {
        return new Geometry((int) Math.max(1, tracks / heads), (int) heads, (int) perTrack);
    }
}
