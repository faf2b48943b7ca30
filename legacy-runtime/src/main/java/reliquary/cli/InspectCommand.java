package reliquary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.FileWalk;
import reliquary.disk.identify.ImagePath;
import reliquary.disk.identify.Inspection;
import reliquary.disk.identify.InspectionJson;
import reliquary.disk.identify.InspectionText;
import reliquary.disk.identify.Inspector;
import reliquary.disk.identify.SignatureTable;

/** {@code relic inspect}: what is on a disk image. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Shows format, geometry, partitions, file systems, systems and applications of a disk image.",
        footer = {"", "Example: relic inspect disk.vmdk --files"})
final class InspectCommand implements Callable<Integer> {
    private static final int MOST_FILES = 100_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TARGET", description = "A disk image in any format.")
    private Path target = Path.of("");

    @Option(names = "--json", description = "Print as JSON; docs/inspect.schema.json describes it.")
    private boolean json;

    @Option(names = "--files", description = "Show the tree of files as well.")
    private boolean files;

    @Option(names = "--hash", description = "Show the SHA-256 of the content; reads the whole disk.")
    private boolean hash;

    @Option(
            names = "--signatures",
            paramLabel = "FILE.yaml",
            description = "A table of your own beside the built-in one.")
    private Optional<Path> signatures = Optional.empty();

    @Override
    public Integer call() throws IOException {
        SignatureTable table = SignatureTable.builtIn();
        if (signatures.isPresent()) {
            try (InputStream in = Files.newInputStream(signatures.get())) {
                table = table.with(SignatureTable.read(in, signatures.get().toString()));
            }
        }
        DiskFormat format = DiskFormats.recognise(target);
        try (DiskImage disk = format.open(target)) {
            Inspection inspection = new Inspector(table).inspect(disk);
            if (json) {
                printJson(format, disk, inspection);
            } else {
                printText(format, disk, inspection);
            }
        }
        spec.commandLine().getOut().flush();
        return ExitStatus.DONE.code();
    }

    private void printText(DiskFormat format, DiskImage disk, Inspection inspection) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-12s %s%n%-12s %s%n", "file", target, "format", format.name());
        InspectionText.write(inspection, out);
        if (hash) {
            out.printf("%-12s %s%n", "sha256", sha256(disk));
        }
        if (files) {
            tree(
                    disk,
                    (entry, line) ->
                            out.println(line.isEmpty() ? "  " + entry.path() : "  " + entry.path() + ": " + line));
        }
    }

    private void printJson(DiskFormat format, DiskImage disk, Inspection inspection) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("file", target.toString()).put("format", format.name());
        root.setAll(InspectionJson.of(inspection));
        if (hash) {
            root.put("sha256", sha256(disk));
        }
        if (files) {
            ArrayNode list = root.putArray("files");
            tree(disk, (entry, line) -> {
                if (line.isEmpty()) {
                    list.addObject().put("path", entry.path()).put("size", entry.size());
                }
            });
        }
        spec.commandLine()
                .getOut()
                .println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    /** Is told each entry, with what is wrong with it or an empty line. */
    private interface Listing {
        void entry(FileEntry entry, String line);
    }

    private void tree(DiskImage disk, Listing listing) throws IOException {
        FileSystem fileSystem = new ImagePath(target, Optional.empty(), "/").open(disk);
        FileWalk.below(fileSystem, fileSystem.root(), MOST_FILES, new FileWalk.Visitor() {
            @Override
            public boolean entry(FileEntry entry) {
                listing.entry(entry, "");
                return true;
            }

            @Override
            public void problem(FileEntry directory, String line) {
                listing.entry(directory, line);
            }
        });
    }

    private static String sha256(DiskImage disk) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer chunk = ByteBuffer.allocate(1 << 20);
            for (long at = 0; at < disk.size(); at += chunk.limit()) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), disk.size() - at));
                disk.read(at, chunk);
                digest.update(chunk.flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
