package reliquary.disk.format;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Identifiers made from a disk's SHA-256, so that the same disk always gives the same file. */
final class ContentId {
    private ContentId() {}

    /** A name-based UUID (RFC 4122, version 3) of the hash and what it identifies. */
    static UUID uuid(String sha256, String what) {
        return UUID.nameUUIDFromBytes((what + ":" + sha256).getBytes(StandardCharsets.US_ASCII));
    }
}
