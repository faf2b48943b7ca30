package reliquary.disk.format;

import java.util.Map;

/** The names under which QEMU knows image formats (block driver names), as QCOW2 files record their backing format. */
public final class BackingFormat {
    private static final Map<String, String> DIFFERENT = Map.of("vhd", "vpc", "iso", "raw", "ddrescue", "raw");

    private BackingFormat() {}

    /** QEMU's name for one of our formats; ours where QEMU has none, so that it refuses instead of guessing raw. */
    public static String qemuName(String format) {
        return DIFFERENT.getOrDefault(format, format);
    }
}
