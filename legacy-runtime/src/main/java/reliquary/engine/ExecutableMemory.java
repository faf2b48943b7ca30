package reliquary.engine;

import java.util.Locale;

/** The numbers with which hosts give memory for machine code: mmap(2) of Linux and macOS, VirtualAlloc of Windows. */
final class ExecutableMemory {
    /** One allocation unit everywhere: larger than any page size in use, far larger than the code. */
    static final int SIZE = 64 * 1024;

    static final int PROT_READ_WRITE = 1 | 2;
    static final int PROT_READ_EXEC = 1 | 4;
    static final long MAP_FAILED = -1;

    static final int MEM_COMMIT_RESERVE = 0x1000 | 0x2000;
    static final int PAGE_EXECUTE_READWRITE = 0x40;

    private static final int MAP_PRIVATE = 2;
    private static final int MAP_ANONYMOUS_LINUX = 0x20;
    private static final int MAP_ANONYMOUS_MAC = 0x1000;

    private ExecutableMemory() {}

    /** Flags for private anonymous memory on this host. */
    static int mapFlags() {
        return MAP_PRIVATE | (isMac() ? MAP_ANONYMOUS_MAC : MAP_ANONYMOUS_LINUX);
    }

    static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    }

    static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
