package reliquary.disk.fs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What the bytes of a UNIX file name are taken for, where the file system does not say. */
public final class NameEncoding {
    private NameEncoding() {}

    /** UTF-8 where it is valid, as on newer systems, otherwise Latin 1, as on older ones. */
    public static String decode(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
        }
    }

    /** The bytes before the first zero, or all of them. */
    public static String decodePadded(ByteBuffer bytes) {
        int length = 0;
        while (length < bytes.remaining() && bytes.get(bytes.position() + length) != 0) {
            length++;
        }
        return decode(bytes.slice(bytes.position(), length));
    }
}
