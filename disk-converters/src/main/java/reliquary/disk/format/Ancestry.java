package reliquary.disk.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

/** The files between the image that was asked for and the one being opened: finds loops and too long chains. */
final class Ancestry {
    private static final int MAX_DEPTH = 32;
    private final List<Path> files;

    private Ancestry(List<Path> files) {
        this.files = files;
    }

    static Ancestry none() {
        return new Ancestry(List.of());
    }

    /**
     * Opens what an image stands on.
     *
     * @param child the image
     * @param parent its backing file
     * @param raw whether the child says that its backing file is raw, whatever it looks like
     */
    DiskImage openBelow(Path child, Path parent, boolean raw) throws IOException {
        Ancestry chain = with(child);
        if (chain.files.contains(parent.toRealPath())) {
            throw new DiskFormatException(child + ": its backing file " + parent + " stands on this file again");
        }
        if (raw) {
            return RawImage.open(parent);
        }
        DiskFormat format = DiskFormats.recognise(parent);
        return format instanceof LayeredFormat layered ? layered.open(parent, chain) : format.open(parent);
    }

    /** As {@link #openBelow(Path, Path, boolean)} for an image that may have nothing below. */
    Optional<DiskImage> openBelow(Path child, Optional<String> name, boolean raw) throws IOException {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(openBelow(child, LinkedFile.find(child, name.get(), "backing file"), raw));
    }

    private Ancestry with(Path file) throws IOException {
        if (files.size() >= MAX_DEPTH) {
            throw new DiskFormatException(file + ": more than " + MAX_DEPTH + " images stand on one another");
        }
        List<Path> longer = new ArrayList<>(files);
        longer.add(file.toRealPath());
        return new Ancestry(longer);
    }
}
