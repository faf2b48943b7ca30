package reliquary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.format.DiskWriters;

/** {@code relic convert}: any readable image to any writable format, with the hash of the disk's raw content. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Converts a disk image; prints the SHA-256 of the disk's raw content.",
        footer = {"", "Example: relic convert old.vmdk disk.qcow2 --to qcow2"})
final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "IN", description = "The image to read; it is not changed.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write; it must not exist.")
    private Path out = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FORMAT",
            description = "raw, qcow2, vmdk, vdi, vhd, vhd-fixed, imd")
    private String format = "";

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!DiskWriters.formats().contains(format)) {
            throw new CommandException(
                    ExitStatus.BAD_INPUT,
                    "--to " + format + ": formats that can be written are " + String.join(", ", DiskWriters.formats()));
        }
        try (DiskImage disk = DiskFormats.open(in);
                ProgressBar bar = new ProgressBar("converting", disk.size())) {
            DiskWriters.Result result = DiskWriters.write(disk, out, format, (done, total) -> bar.reached(done));
            bar.close();
            report(result);
        }
        return ExitStatus.DONE.code();
    }

    private void report(DiskWriters.Result result) throws JsonProcessingException {
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("sha256", result.sha256());
            facts.put("size", result.size());
            facts.put("unreadable", result.unreadable());
            stdout.println(new ObjectMapper().writeValueAsString(facts));
        } else {
            stdout.printf("sha256 %s  %d bytes  %s%n", result.sha256(), result.size(), out);
        }
        for (ByteRange bad : result.unreadable()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "relic: bytes %d to %d could not be read from the original; written as zeros%n",
                            bad.offset(), bad.end() - 1);
        }
    }
}
