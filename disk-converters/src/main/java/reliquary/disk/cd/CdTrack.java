package reliquary.disk.cd;

import java.nio.file.Path;

/**
 * A run of sectors of one kind in an image file.
 *
 * @param file where they are stored
 * @param kind what they hold
 * @param sectorSize bytes from one sector to the next: 2048, 2336, 2352 or 2448
 * @param offset of the first in the file, in bytes
 * @param firstSector its address on the CD (LBA), from 0
 * @param sectors how many
 */
record CdTrack(Path file, Kind kind, int sectorSize, long offset, long firstSector, long sectors) {
    /** A whole sector. */
    static final int RAW = 2352;

    /** A whole sector and 96 bytes of subchannels P to W. */
    static final int RAW_WITH_SUBCHANNELS = 2448;

    /** Mode 2 without sync and header: subheader, user data, check. */
    static final int MODE_2_BODY = 2336;

    /** What a drive does with a sector. */
    enum Kind {
        DATA,
        AUDIO
    }

    long endSector() {
        return firstSector + sectors;
    }
}
