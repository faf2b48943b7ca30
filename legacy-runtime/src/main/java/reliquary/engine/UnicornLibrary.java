package reliquary.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.bus.PhysicalMemory;

/**
 * Finds the Unicorn library on this host and opens engines with it.
 *
 * <p>Looked for, in this order: the file that {@code RELIC_UNICORN} names, the user's cache where {@code ./relic} puts the library
 * out of Unicorn's Python package, and the host's library folders. The first that is version 2.1.2 or newer with x86 wins.
 */
public final class UnicornLibrary {
    /** The first version whose virtual TLB is usable. */
    private static final int OLDEST = 2 << 24 | 1 << 16 | 2 << 8;

    private static final String ADVICE = "version 2.1.2 or newer with x86 is needed: run ./relic, which fetches it with"
            + " Python's pip, or set RELIC_UNICORN to the path of libunicorn";

    private UnicornLibrary() {}

    /** A library that was found and is good. */
    public record Loaded(Path file, String version, String binding) {
        /** Makes a processor that executes from {@code memory}. */
        public CpuEngine open(PhysicalMemory memory) {
            return new UnicornEngine(this, memory);
        }

        UnicornBinding bind() {
            return UnicornLibrary.bind(file, binding);
        }
    }

    /** What was found at one place. */
    public record Candidate(Path file, String verdict, boolean good) {}

    /**
     * The best library on this host.
     *
     * @throws EngineUnavailableException if there is none; the message lists what was found and how to get a good one
     */
    public static Loaded find() {
        List<String> refused = new ArrayList<>();
        for (Path file : places()) {
            Candidate candidate = examine(file);
            if (candidate.good()) {
                Loaded library = new Loaded(file, candidate.verdict(), chooseBinding());
                new EngineCheck(library).run();
                return library;
            }
            refused.add(file + ": " + candidate.verdict());
        }
        String found = refused.isEmpty() ? "no Unicorn library was found" : String.join("; ", refused);
        throw new EngineUnavailableException(found + "; " + ADVICE);
    }

    /** Every library that exists in the places looked at, best place first. */
    public static List<Candidate> candidates() {
        return places().stream().map(UnicornLibrary::examine).toList();
    }

    private static Candidate examine(Path file) {
        if (!Files.isRegularFile(file)) {
            return new Candidate(file, "no such file", false);
        }
        try (UnicornBinding binding = bind(file, chooseBinding())) {
            int version = binding.version();
            String text = (version >>> 24) + "." + (version >> 16 & 0xFF) + "." + (version >> 8 & 0xFF);
            if (version < OLDEST) {
                return new Candidate(file, "version " + text + " is too old", false);
            }
            if (!binding.supportsArchitecture(UnicornConstants.ARCH_X86)) {
                return new Candidate(file, "version " + text + " was built without x86", false);
            }
            return new Candidate(file, text, true);
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            return new Candidate(file, "cannot be loaded: " + firstLine(e), false);
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
    }

    /** {@code ffm} where this Java has it, else {@code jna}; {@code RELIC_BINDING} forces one. */
    static String chooseBinding() {
        String forced = Optional.ofNullable(System.getProperty("relic.binding"))
                .or(() -> Optional.ofNullable(System.getenv("RELIC_BINDING")))
                .orElse("");
        boolean foreign = Runtime.version().feature() >= 22 && foreignBinding().isPresent();
        return switch (forced) {
            case "jna" -> "jna";
            case "ffm" -> {
                if (!foreign) {
                    throw new EngineUnavailableException("RELIC_BINDING=ffm needs Java 22 or newer (here and at build"
                            + " time); this is Java " + Runtime.version().feature());
                }
                yield "ffm";
            }
            case "" -> foreign ? "ffm" : "jna";
            default ->
                throw new EngineUnavailableException("RELIC_BINDING=" + forced + ": known bindings are jna and ffm");
        };
    }

    // Compiled only where the building JDK knows java.lang.foreign, so it is reached by name.
    private static Optional<Class<?>> foreignBinding() {
        try {
            return Optional.of(Class.forName("reliquary.engine.FfmBinding"));
        } catch (ClassNotFoundException | UnsupportedClassVersionError e) {
            return Optional.empty();
        }
    }

    private static UnicornBinding bind(Path file, String binding) {
        if (binding.equals("jna")) {
            return new JnaBinding(file);
        }
        try {
            return (UnicornBinding) foreignBinding()
                    .orElseThrow()
                    .getDeclaredConstructor(Path.class)
                    .newInstance(file);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new EngineUnavailableException(firstLine(cause), cause);
        }
    }

    private static List<Path> places() {
        Optional<String> named = Optional.ofNullable(System.getProperty("relic.unicorn"))
                .or(() -> Optional.ofNullable(System.getenv("RELIC_UNICORN")))
                .filter(s -> !s.isEmpty());
        if (named.isPresent()) {
            return List.of(Path.of(named.get()).toAbsolutePath());
        }
        List<Path> found = new ArrayList<>();
        collect(cacheFolder(), found);
        for (String folder : List.of(
                "/usr/local/lib",
                "/usr/lib/x86_64-linux-gnu",
                "/usr/lib/aarch64-linux-gnu",
                "/usr/lib64",
                "/usr/lib",
                "/opt/homebrew/lib")) {
            collect(Path.of(folder), found);
        }
        return found;
    }

    /** Where {@code ./relic} keeps the library: {@code reliquary/unicorn} in the user's cache folder. */
    public static Path cacheFolder() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return cache.resolve("reliquary").resolve("unicorn");
    }

    private static void collect(Path folder, List<Path> found) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*unicorn*.{so,so.2,dylib,dll}")) {
            List<Path> here = new ArrayList<>();
            files.forEach(here::add);
            here.sort(null);
            found.addAll(here);
        } catch (IOException e) {
            // A folder that cannot be listed holds nothing for us.
        }
    }
}
