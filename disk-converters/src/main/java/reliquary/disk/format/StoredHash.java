package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import reliquary.disk.DiskImage;

/**
 * A hash of the whole disk that an image file states.
 *
 * @param algorithm as {@link MessageDigest} names it: MD5, SHA-1
 * @param hex in lower case
 */
public record StoredHash(String algorithm, String hex) {

    /** An image that states hashes of its disk. */
    public interface Bearer {
        /** As stored; empty if there are none. */
        List<StoredHash> storedHashes();
    }

    /** A stored hash and what the disk really has. */
    public record Check(StoredHash stored, String found) {
        public boolean holds() {
            return stored.hex.equals(found);
        }
    }

    /** The hashes that an image states; empty for formats without. */
    public static List<StoredHash> of(DiskImage image) {
        return image instanceof Bearer bearer ? bearer.storedHashes() : List.of();
    }

    /** Reads the whole disk once and compares all hashes that the image states. */
    public static List<Check> check(DiskImage image) throws IOException {
        List<StoredHash> stored = of(image);
        List<MessageDigest> digests = new ArrayList<>();
        for (StoredHash hash : stored) {
            digests.add(digest(hash.algorithm));
        }
        DiskImage disk = image instanceof EwfImage ewf ? ewf.disk() : image; // with what stands at unreadable places
        ByteBuffer buffer = ByteBuffer.allocate(1024 * 1024);
        for (long at = 0; at < disk.size() && !stored.isEmpty(); at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), disk.size() - at));
            disk.read(at, buffer);
            digests.forEach(d -> d.update(buffer.array(), 0, buffer.limit()));
        }
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            checks.add(new Check(
                    stored.get(i), HexFormat.of().formatHex(digests.get(i).digest())));
        }
        return checks;
    }

    private static MessageDigest digest(String algorithm) throws IOException {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no " + algorithm, e);
        }
    }
}
