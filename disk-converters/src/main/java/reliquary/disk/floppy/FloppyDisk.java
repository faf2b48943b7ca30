package reliquary.disk.floppy;

import java.util.List;
import reliquary.disk.DiskFormatException;

/**
 * A floppy as its image file records it: the sectors that were found on each track.
 *
 * @param source the file, for messages
 * @param comment what the person who read the floppy wrote about it; may be empty
 * @param tracks in the order of the file; a track without sectors is unformatted or unreadable
 */
public record FloppyDisk(String source, String comment, List<FloppyTrack> tracks) {
    public FloppyDisk {
        tracks = List.copyOf(tracks);
    }

    /**
     * The floppy as a row of equal sectors, as its drive presents it to a PC.
     *
     * @throws DiskFormatException if no sector at all was found
     */
    public FloppyImage image() throws DiskFormatException {
        return new SectorGrid(this).image();
    }
}
