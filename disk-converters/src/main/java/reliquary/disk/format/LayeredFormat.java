package reliquary.disk.format;

import java.io.IOException;
import java.nio.file.Path;
import reliquary.disk.DiskImage;

/** A format whose images may stand on other images. */
interface LayeredFormat extends DiskFormat {
    /**
     * Opens the file and what it stands on.
     *
     * @param ancestry the images above this one
     */
    DiskImage open(Path file, Ancestry ancestry) throws IOException;

    @Override
    default DiskImage open(Path file) throws IOException {
        return open(file, Ancestry.none());
    }
}
