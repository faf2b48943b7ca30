package reliquary.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import reliquary.board.Cables;
import reliquary.board.Media;
import reliquary.board.PcBoard;
import reliquary.console.ConsoleScript;
import reliquary.console.ConsoleScript.Step;
import reliquary.console.ScreenReader;
import reliquary.console.TextScreen;
import reliquary.console.TypedText;
import reliquary.demo.LedgerFloppy;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.fat.FatFileSystem;
import reliquary.disk.overlay.Overlay;
import reliquary.engine.UnicornLibrary;
import reliquary.machine.Limits;
import reliquary.machine.Machine;
import reliquary.machine.ScriptPlayer;
import reliquary.profile.Profiles;

/** {@code relic demo}: a complete system that needs no download, from its floppy to typed commands and their answers. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs a complete system that needs no download, types into it and shows its answer.",
        footer = {"", "Example: relic demo"})
final class DemoCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String ADDED = "add red ink 1.75";
    private static final String ASKED = "sum";
    private static final List<Step> STEPS = List.of(
            new Step.Until(Pattern.compile("The ledger is open(.*\n)+ *Command:$", Pattern.MULTILINE)),
            new Step.Type(TypedText.parse(ADDED + "{ENTER}")),
            new Step.Until(Pattern.compile("written to the floppy(.*\n)+ *Command:$", Pattern.MULTILINE)),
            new Step.Type(TypedText.parse(ASKED + "{ENTER}")),
            new Step.Until(Pattern.compile("9 items, together \\d+\\.\\d\\d")));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("relic-demo");
        Path image = folder.resolve("ledger.img");
        try {
            LedgerFloppy.create(image);
            return demonstrate(image).code();
        } finally {
            Files.deleteIfExists(image);
            Files.delete(folder);
        }
    }

    private ExitStatus demonstrate(Path image) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        String before = sha256(image);
        out.println("A floppy was made: the price ledger of a stationer's, a system that boots without DOS.");
        out.println("  SHA-256 " + before);
        DiskImage original = DiskFormats.open(image);
        recognise(image, original, out);
        ExitStatus status;
        Overlay overlay = Overlay.temporary(original);
        try (Machine machine = machine(overlay)) {
            status = run(machine, out);
            out.println(
                    "The guest wrote to the floppy, into an overlay over the original; the overlay's ledger holds:");
            LedgerFloppy.items(overlay).forEach(item -> out.println("  " + item));
        }
        boolean untouched = sha256(image).equals(before);
        out.println(untouched ? "The original is as it was, bit for bit." : "The original was CHANGED.");
        out.flush();
        return untouched ? status : ExitStatus.FINDING;
    }

    private static void recognise(Path image, DiskImage original, PrintWriter out) throws IOException {
        FatFileSystem files = FatFileSystem.open(Volume.of(original));
        String kind = original.media().name().toLowerCase(Locale.ROOT);
        out.printf(
                "It was recognised: %s image of a %s, %d KiB, %s, with%n",
                DiskFormats.recognise(image).name(), kind, original.size() / 1024, files.type());
        for (FileEntry file : files.list(files.root())) {
            out.printf("  %-12s %5d bytes%n", file.name(), file.size());
        }
    }

    private static Machine machine(DiskImage floppy) throws IOException {
        return new Machine(new PcBoard(
                ProfileChoice.of(List.of(floppy), machine -> machine).machine(),
                LedgerFloppy.DATE,
                new Media(List.of(floppy), List.of(), List.of()),
                Cables.NONE,
                UnicornLibrary.find()));
    }

    private static ExitStatus run(Machine machine, PrintWriter out) {
        long start = System.nanoTime();
        ScriptPlayer player = new ScriptPlayer(machine.board(), new ConsoleScript(STEPS));
        Limits limits = new Limits(machine.board().clock(), Optional.empty(), Optional.of(LONGEST));
        machine.run(() -> !player.endsRun() && limits.goOn(), true);
        out.printf(
                Locale.ROOT,
                "It was booted on %s; typed were '%s' and '%s'; %.1f guest seconds in %.2f s:%n%n",
                Profiles.DEFAULT,
                ADDED,
                ASKED,
                machine.board().clock().now() / 1e9,
                (System.nanoTime() - start) / 1e9);
        out.println(new ScreenReader(machine.board().display())
                .text()
                .map(TextScreen::text)
                .orElse("(no text screen)"));
        out.println();
        if (!player.isDone()) {
            out.println("The answer did not come.");
        }
        return player.isDone() ? ExitStatus.DONE : ExitStatus.TIMED_OUT;
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
