package reliquary.disk.format;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import reliquary.disk.DiskFormatException;

/** A file that an image names: its backing file, its parent, one of its extents. Found as named or beside the image. */
public final class LinkedFile {
    private LinkedFile() {}

    /**
     * Finds the file.
     *
     * @param image the file that holds the name
     * @param name as stored: relative to the image's folder, or absolute, with / or \ between its parts
     * @param role for the message: "backing file", "extent"
     * @throws DiskFormatException if there is no such file at its stored place nor beside the image
     */
    public static Path find(Path image, String name, String role) throws DiskFormatException {
        return find(image, List.of(name), role);
    }

    /** As {@link #find(Path, String, String)}, for formats that store several names: the first that exists counts. */
    public static Path find(Path image, List<String> names, String role) throws DiskFormatException {
        for (String name : names) {
            String slashed = name.replace('\\', '/');
            for (String candidate : List.of(name, slashed, slashed.substring(slashed.lastIndexOf('/') + 1))) {
                try {
                    Path path = image.toAbsolutePath().resolveSibling(candidate).normalize();
                    if (!candidate.isEmpty() && Files.isRegularFile(path)) {
                        return path;
                    }
                } catch (InvalidPathException e) {
                    continue; // a name of another system's kind; its last part may still be found
                }
            }
        }
        String shown = names.isEmpty() ? "without a name" : "\"" + printable(names.get(0)) + "\"";
        throw new DiskFormatException(
                image + ": its " + role + " " + shown + " is missing; put that file beside the image");
    }

    private static String printable(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 200 ? clean.substring(0, 200) + "…" : clean;
    }
}
