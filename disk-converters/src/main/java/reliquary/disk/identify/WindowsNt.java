package reliquary.disk.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;

/** What the registry and the hardware abstraction layer of a Windows NT, 2000, XP or 2003 say about it. */
final class WindowsNt {
    private static final String KEY = "Microsoft\\Windows NT\\CurrentVersion";
    private static final int LARGEST_HAL = 2 << 20;

    private WindowsNt() {}

    /** Looks into the usual folders of a volume. */
    static Optional<Finding> find(FileSystem files) {
        for (String folder : new String[] {"/WINNT", "/WINDOWS", "/WINNT35"}) {
            List<String> evidence = new ArrayList<>();
            Optional<String> name = product(files, folder + "/SYSTEM32/CONFIG/SOFTWARE", evidence);
            if (name.isPresent()) {
                hal(files, folder + "/SYSTEM32/HAL.DLL", evidence);
                return Optional.of(new Finding(name.get(), "", Confidence.CERTAIN, evidence));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> product(FileSystem files, String path, List<String> evidence) {
        try {
            Optional<FileEntry> entry = files.find(path).filter(FileEntry::isFile);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            RegistryHive hive = RegistryHive.open(files.open(entry.get()));
            String version = hive.text(KEY, "CurrentVersion").orElse("");
            String build = hive.text(KEY, "CurrentBuildNumber").orElse("");
            String pack = hive.text(KEY, "CSDVersion").orElse("");
            String product = hive.text(KEY, "ProductName").orElse("Windows NT " + version);
            evidence.add(String.format(
                    Locale.ROOT,
                    "%s: version %s, build %s, %s",
                    entry.get().path(),
                    version,
                    build,
                    pack.isEmpty() ? "no service pack" : pack));
            return Optional.of(pack.isEmpty() ? product : product + " " + pack);
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static void hal(FileSystem files, String path, List<String> evidence) {
        try {
            Optional<FileEntry> entry = files.find(path).filter(FileEntry::isFile);
            if (entry.isPresent()) {
                byte[] hal = files.open(entry.get()).readAll(LARGEST_HAL);
                FixedFileInfo.text(hal, "OriginalFilename")
                        .ifPresent(name -> evidence.add(entry.get().path() + ": made from " + name));
            }
        } catch (IOException e) {
            evidence.add(path + ": " + e.getMessage());
        }
    }
}
