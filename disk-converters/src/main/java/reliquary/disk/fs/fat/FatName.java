package reliquary.disk.fs.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import reliquary.disk.DiskFormatException;

/**
 * The 11-byte name of a directory entry and how long names get one ("Microsoft FAT Specification", section 6.1 and 7): 8
 * bytes of name and 3 of extension in the code page of the system that wrote them, padded with blanks.
 */
final class FatName {
    static final int LENGTH = 11;
    /** Byte 12 of an entry, Windows NT: the name, the extension is in lower case. */
    static final int LOWER_BASE = 0x08;

    static final int LOWER_EXTENSION = 0x10;

    private static final String NOT_SHORT = "\"*+,./:;<=>?[\\]| ";
    private static final String NOT_LONG = "\"*/:<>?\\|";
    private static final int LONGEST = 255;

    private FatName() {}

    /** As people write it: {@code COMMAND.COM}, in lower case where the flags say so. */
    static String decode(byte[] raw, int caseFlags, Charset codePage) {
        byte[] name = raw.clone();
        if (name[0] == 0x05) {
            name[0] = (byte) 0xE5;
        }
        String base = new String(name, 0, 8, codePage).stripTrailing();
        String extension = new String(name, 8, 3, codePage).stripTrailing();
        base = (caseFlags & LOWER_BASE) != 0 ? base.toLowerCase(Locale.ROOT) : base;
        extension = (caseFlags & LOWER_EXTENSION) != 0 ? extension.toLowerCase(Locale.ROOT) : extension;
        return extension.isEmpty() ? base : base + "." + extension;
    }

    /** The 11 bytes of a name that needs no long form; case is not kept. */
    static Optional<byte[]> encodeShort(String name, Charset codePage) {
        int dot = name.lastIndexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot);
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        if (base.isEmpty() || dot == name.length() - 1) {
            return Optional.empty();
        }
        Optional<byte[]> b = part(base, 8, codePage);
        Optional<byte[]> e = part(extension, 3, codePage);
        if (b.isEmpty() || e.isEmpty()) {
            return Optional.empty();
        }
        byte[] raw = new byte[LENGTH];
        System.arraycopy(b.get(), 0, raw, 0, 8);
        System.arraycopy(e.get(), 0, raw, 8, 3);
        if (raw[0] == (byte) 0xE5) {
            raw[0] = 0x05;
        }
        return Optional.of(raw);
    }

    private static Optional<byte[]> part(String text, int length, Charset codePage) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < upper.length(); i++) {
            if (upper.charAt(i) < 0x20 || NOT_SHORT.indexOf(upper.charAt(i)) >= 0) {
                return Optional.empty();
            }
        }
        Optional<byte[]> bytes = strictly(upper, codePage);
        if (bytes.isEmpty() || bytes.get().length > length) {
            return Optional.empty();
        }
        byte[] padded = new byte[length];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(bytes.get(), 0, padded, 0, bytes.get().length);
        return Optional.of(padded);
    }

    private static Optional<byte[]> strictly(String text, Charset codePage) {
        try {
            ByteBuffer bytes = codePage.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] result = new byte[bytes.remaining()];
            bytes.get(result);
            return Optional.of(result);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The case flags with which the short form says all there is; empty if a long form is needed. */
    static Optional<Integer> caseFlags(String name) {
        int dot = name.lastIndexOf('.');
        Optional<Boolean> base = lower(dot < 0 ? name : name.substring(0, dot));
        Optional<Boolean> extension = lower(dot < 0 ? "" : name.substring(dot + 1));
        if (base.isEmpty() || extension.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((base.get() ? LOWER_BASE : 0) | (extension.get() ? LOWER_EXTENSION : 0));
    }

    private static Optional<Boolean> lower(String part) {
        if (part.equals(part.toUpperCase(Locale.ROOT))) {
            return Optional.of(false);
        }
        boolean ascii = part.chars().allMatch(c -> c < 0x80);
        return ascii && part.equals(part.toLowerCase(Locale.ROOT)) ? Optional.of(true) : Optional.empty();
    }

    /** A free short name for a long one: the first of {@code NAME~1.EXT}, {@code NAME~2.EXT} … that is not taken. */
    static byte[] shorten(String name, Charset codePage, Predicate<byte[]> taken) throws IOException {
        String stripped = name.replace(" ", "").replaceFirst("^\\.+", "");
        int dot = stripped.lastIndexOf('.');
        String base = legal(dot < 0 ? stripped : stripped.substring(0, dot), codePage);
        String extension = legal(dot < 0 ? "" : stripped.substring(dot + 1), codePage);
        for (int n = 1; n < 1_000_000; n++) {
            String tail = "~" + n;
            String head = base.substring(0, Math.min(base.length(), 8 - tail.length()));
            String shortName = head + tail + (extension.isEmpty() ? "" : "." + cut(extension, 3));
            byte[] raw = encodeShort(shortName, codePage)
                    .orElseThrow(() -> new DiskFormatException("\"" + name + "\" has no short form in " + codePage));
            if (!taken.test(raw)) {
                return raw;
            }
        }
        throw new DiskFormatException("no short name is left for \"" + name + "\"");
    }

    private static String legal(String part, Charset codePage) {
        StringBuilder text = new StringBuilder();
        for (char c : part.toUpperCase(Locale.ROOT).toCharArray()) {
            boolean good = c > 0x20 && NOT_SHORT.indexOf(c) < 0;
            Optional<byte[]> bytes = good ? strictly(String.valueOf(c), codePage) : Optional.empty();
            text.append(bytes.isPresent() && bytes.get().length == 1 ? c : '_');
        }
        return text.isEmpty() ? "_" : text.toString();
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    /** Refuses what no entry can be called, with the reason. */
    static void check(String name) throws DiskFormatException {
        boolean bad = name.isEmpty()
                || name.length() > LONGEST
                || name.endsWith(".")
                || name.endsWith(" ")
                || name.chars().anyMatch(c -> c < 0x20 || NOT_LONG.indexOf(c) >= 0);
        if (bad) {
            throw new DiskFormatException("\"" + name + "\" cannot be the name of a file: 1 to 255 characters, none of "
                    + NOT_LONG + ", no dot or blank at the end");
        }
    }

    /** The checksum of the short name that each part of a long name carries (section 7.2). */
    static int checksum(byte[] raw) {
        int sum = 0;
        for (byte b : raw) {
            sum = ((sum & 1) << 7) + (sum >> 1) + (b & 0xFF) & 0xFF;
        }
        return sum;
    }
}
