package reliquary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.identify.ImagePath;

/** {@code relic ls}: lists a folder inside a disk image. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        description = "Lists files inside a disk image, without mounting it.",
        footer = {"", "Example: relic ls disk.img:1/DOS"})
final class LsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TARGET[:PARTITION]/PATH", description = "A folder or file inside a disk image.")
    private String target = "";

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ImagePath place = ImagePath.parse(target);
        try (DiskImage disk = DiskFormats.open(place.image())) {
            FileSystem files = place.open(disk);
            FileEntry start = files.find(place.path())
                    .orElseThrow(() -> new DiskFormatException(target + ": no such file in the image"));
            List<FileEntry> entries = start.isDirectory() ? files.list(start) : List.of(start);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(asJson(entries));
            } else {
                entries.forEach(e -> out.println(line(e)));
            }
            out.flush();
        }
        return ExitStatus.DONE.code();
    }

    private static String line(FileEntry e) {
        Optional<LocalDateTime> modified = e.times().modified();
        String name = e.isDirectory() ? e.name() + "/" : e.name();
        return String.format(
                "%-22s %12s  %-19s  %s%s",
                e.attributes(),
                e.isDirectory() ? "" : Long.toString(e.size()),
                modified.map(TIME::format).orElse(""),
                name.replaceAll("\\p{Cntrl}", "?"),
                e.linkTarget().isEmpty() ? "" : " -> " + e.linkTarget().replaceAll("\\p{Cntrl}", "?"));
    }

    private static String asJson(List<FileEntry> entries) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode list = mapper.createArrayNode();
        for (FileEntry e : entries) {
            list.addObject()
                    .put("path", e.path())
                    .put("kind", e.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .put("size", e.size())
                    .put(
                            "modified",
                            e.times().modified().map(LocalDateTime::toString).orElse(""))
                    .put("attributes", e.attributes().toString())
                    .put("linkTarget", e.linkTarget());
        }
        return mapper.writeValueAsString(list);
    }
}
