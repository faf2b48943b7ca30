package reliquary.board;

import java.util.List;
import reliquary.disk.DiskImage;

/**
 * What is in a machine's drives at power-on, each list in drive order.
 *
 * @param floppies for A: and B:; at most two
 * @param hardDisks for C: and D:; at most four
 * @param cds for the CD drive; at most one
 */
public record Media(List<DiskImage> floppies, List<DiskImage> hardDisks, List<DiskImage> cds) {
    public Media {
        floppies = List.copyOf(floppies);
        hardDisks = List.copyOf(hardDisks);
        cds = List.copyOf(cds);
    }
}
