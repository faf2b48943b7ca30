package reliquary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.identify.ImagePath;

/** {@code relic cat}: writes files from inside disk images to standard output, byte for byte. */
@Command(
        name = "cat",
        mixinStandardHelpOptions = true,
        description = "Writes files from inside a disk image to standard output.",
        footer = {"", "Example: relic cat disk.img:1/AUTOEXEC.BAT"})
final class CatCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "TARGET[:PARTITION]/PATH", description = "Files inside disk images.")
    private List<String> targets = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write there instead; an existing file is replaced.")
    private Optional<Path> output = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (output.isPresent()) {
            try (OutputStream file = Files.newOutputStream(output.get())) {
                copyAll(file);
            }
        } else {
            copyAll(System.out);
            System.out.flush();
        }
        return ExitStatus.DONE.code();
    }

    private void copyAll(OutputStream out) throws IOException {
        for (String target : targets) {
            ImagePath place = ImagePath.parse(target);
            try (DiskImage disk = DiskFormats.open(place.image())) {
                FileSystem files = place.open(disk);
                FileEntry entry = find(files, place.path())
                        .orElseThrow(() -> new DiskFormatException(target + ": no such file in the image"));
                if (!entry.isFile()) {
                    throw new DiskFormatException(target + ": is no file; relic ls lists folders");
                }
                try (InputStream in = files.open(entry).stream()) {
                    in.transferTo(out);
                }
            }
        }
    }

    /** The file, or the named stream of one: {@code FILE:STREAM}. */
    private static Optional<FileEntry> find(FileSystem files, String path) throws IOException {
        Optional<FileEntry> entry = files.find(path);
        int colon = path.lastIndexOf(':');
        if (entry.isPresent() || colon < 0) {
            return entry;
        }
        Optional<FileEntry> main = files.find(path.substring(0, colon));
        if (main.isEmpty()) {
            return Optional.empty();
        }
        String wanted = path.substring(colon);
        return files.streams(main.get()).stream()
                .filter(s -> s.path().endsWith(wanted))
                .findFirst();
    }
}
