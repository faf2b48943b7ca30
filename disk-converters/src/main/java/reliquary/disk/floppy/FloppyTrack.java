package reliquary.disk.floppy;

import java.util.List;

/**
 * The sectors found on one track, in the order in which they pass the head.
 *
 * @param cylinder where the drive's head stood, from 0
 * @param head which side, 0 or 1
 * @param sectors all ID fields that were found, the bad ones too
 */
public record FloppyTrack(int cylinder, int head, List<FloppySector> sectors) {
    /** Twice 84: the most steps that a drive of 96 tpi makes, read with half steps. */
    static final int MAX_CYLINDERS = 168;

    public FloppyTrack {
        sectors = List.copyOf(sectors);
    }
}
