package reliquary.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reliquary.demo.GuestProgram;
import reliquary.demo.StartFloppy;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;
import reliquary.disk.format.RawImage;
import reliquary.disk.fs.fat.FatFileSystem;

/**
 * Floppies that run one workload as soon as they are booted and reset the machine at its end: copies of a FreeDOS floppy
 * where one is found, else floppies of the project's own on which the workload runs without DOS.
 */
final class BenchFloppy {
    /** The FreeDOS floppy that is looked for. */
    static final String FREEDOS = "freedos-min-1440.img";

    private static final LocalDateTime DATE = LocalDateTime.of(1994, 3, 1, 9, 0);

    private final Optional<Path> freeDos;

    /** @param freeDos a FreeDOS floppy; empty to do without DOS */
    BenchFloppy(Optional<Path> freeDos) {
        this.freeDos = freeDos;
    }

    /** Looks for FreeDOS in {@code RELIC_GUESTS}, beside the project and in the user's cache. */
    static BenchFloppy find() {
        Stream<Path> folders = Stream.of(
                        Stream.ofNullable(System.getenv("RELIC_GUESTS")).map(Path::of),
                        Stream.of(Path.of("..", "shared", "guests")),
                        Stream.of(cache().resolve("guests")))
                .flatMap(f -> f);
        return new BenchFloppy(
                folders.map(f -> f.resolve(FREEDOS)).filter(Files::isReadable).findFirst());
    }

    private static Path cache() {
        String set = System.getenv("XDG_CACHE_HOME");
        Path caches = set == null || set.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
        return caches.resolve("reliquary");
    }

    /** The FreeDOS floppy; empty if there is none. */
    Optional<Path> freeDos() {
        return freeDos;
    }

    boolean canRun(Workload workload) {
        return freeDos.isPresent() || !workload.needsDos();
    }

    /** Creates the floppy of a workload that {@link #canRun}. */
    void create(Path image, Workload workload) throws IOException {
        if (freeDos.isPresent()) {
            copyFreeDos(freeDos.get(), image, workload);
        } else {
            createOwn(image, workload);
        }
    }

    private static void copyFreeDos(Path original, Path image, Workload workload) throws IOException {
        Files.copy(original, image, StandardCopyOption.REPLACE_EXISTING);
        try (DiskImage disk = RawImage.openWritable(image)) {
            FatFileSystem files = FatFileSystem.open(Volume.of(disk));
            files.write("WORK.COM", new ByteArrayInputStream(workload.program()), DATE);
            files.write("RESULT.COM", new ByteArrayInputStream(resultProgram()), DATE);
            byte[] commands = "@echo off\r\nWORK\r\nRESULT R\r\n".getBytes(StandardCharsets.US_ASCII);
            files.write("AUTOEXEC.BAT", new ByteArrayInputStream(commands), DATE);
        }
    }

    /** Shows the checksum; with an argument it sends it to QEMU's debugging console, too, and resets the machine. */
    static byte[] resultProgram() {
        return GuestProgram.read(BenchFloppy.class, "result.com");
    }

    private static void createOwn(Path image, Workload workload) throws IOException {
        ByteArrayOutputStream program = new ByteArrayOutputStream();
        program.write(GuestProgram.read(BenchFloppy.class, "host.bin"));
        program.write(workload.program());
        StartFloppy.create(image, List.of(new StartFloppy.Content("BENCH.SYS", program.toByteArray())), DATE);
    }
}
