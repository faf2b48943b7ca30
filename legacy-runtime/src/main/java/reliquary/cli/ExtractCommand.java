package reliquary.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.Extractor;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.identify.ImagePath;

/** {@code relic extract}: copies files out of a disk image. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        description = "Copies a file or folder out of a disk image; nothing outside the target folder is touched.",
        footer = {"", "Example: relic extract disk.img:1/DATA -o data"})
final class ExtractCommand implements Callable<Integer> {
    private static final long MIB = 1 << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TARGET[:PARTITION]/PATH", description = "A folder or file inside a disk image.")
    private String target = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            required = true,
            description = "Where to; created if need be.")
    private Path output = Path.of("");

    @Option(
            names = "--limit",
            paramLabel = "MIB",
            defaultValue = "65536",
            description = "Stop after so many MiB in all (default: ${DEFAULT-VALUE}).")
    private long limit;

    @Override
    public Integer call() throws IOException {
        ImagePath place = ImagePath.parse(target);
        try (DiskImage disk = DiskFormats.open(place.image())) {
            FileSystem files = place.open(disk);
            FileEntry start = files.find(place.path())
                    .orElseThrow(() -> new DiskFormatException(target + ": no such file in the image"));
            Count count = new Count(spec.commandLine().getErr());
            new Extractor(files, output, Math.max(0, limit) * MIB, count).extract(start);
            spec.commandLine()
                    .getOut()
                    .printf("%d files, %d bytes, %d left out%n", count.files, count.bytes, count.skipped);
            spec.commandLine().getOut().flush();
            return (count.skipped == 0 ? ExitStatus.DONE : ExitStatus.FINDING).code();
        }
    }

    /** Counts what is done and names what is not. */
    private static final class Count implements Extractor.Observer {
        private final PrintWriter err;
        private long files;
        private long bytes;
        private long skipped;

        Count(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void extracted(FileEntry entry, Path file, long size) {
            files++;
            bytes += size;
        }

        @Override
        public void skipped(FileEntry entry, String reason) {
            skipped++;
            err.println("relic: " + entry.path().replaceAll("\\p{Cntrl}", "?") + ": " + reason);
        }
    }
}
