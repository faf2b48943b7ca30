package reliquary.disk.identify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The version resource of a Windows executable, 16- or 32-bit (Win32 API, VS_FIXEDFILEINFO): u32 FEEF04BD, u32 structure
 * version, u32 file version 1.2 and u32 3.4 in 16-bit halves. Found by its signature, wherever the resource lies.
 */
final class FixedFileInfo {
    private static final byte[] SIGNATURE = {(byte) 0xBD, 0x04, (byte) 0xEF, (byte) 0xFE};

    private FixedFileInfo() {}

    /** The file version as {@code 4.10.2222}, a fourth number only if it is not 0. */
    static Optional<String> version(byte[] file) {
        for (int at = 0; at + 16 <= file.length; at++) {
            if (file[at] == SIGNATURE[0]
                    && file[at + 1] == SIGNATURE[1]
                    && file[at + 2] == SIGNATURE[2]
                    && file[at + 3] == SIGNATURE[3]) {
                ByteBuffer info = ByteBuffer.wrap(file, at, 16).slice().order(ByteOrder.LITTLE_ENDIAN);
                String version = u16(info, 10) + "." + u16(info, 8) + "." + u16(info, 14);
                return Optional.of(u16(info, 12) == 0 ? version : version + "." + u16(info, 12));
            }
        }
        return Optional.empty();
    }

    private static int u16(ByteBuffer b, int at) {
        return b.getShort(at) & 0xFFFF;
    }

    /** A text of the resource, such as {@code OriginalFilename}, in UTF-16 with zeros up to the next multiple of four. */
    static Optional<String> text(byte[] file, String key) {
        String all = new String(file, StandardCharsets.ISO_8859_1);
        String wide = new String((key + "\0").getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        int at = all.indexOf(wide);
        if (at < 0) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (int i = at + wide.length(); i + 1 < file.length && text.length() < 64; i += 2) {
            char c = (char) (file[i] & 0xFF | (file[i + 1] & 0xFF) << 8);
            if (c == 0 && !text.isEmpty()) {
                break;
            }
            if (c >= 0x20) {
                text.append(c);
            }
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }
}
