package reliquary.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The third-party samples beside the project; a test that finds its sample missing is skipped by name. */
public final class Samples {
    private Samples() {}

    /** A file under {@code formats}: from RELIC_FORMATS or {@code ../shared/formats} above the repository's root. */
    public static Path format(String name) {
        return find("RELIC_FORMATS", "formats", name);
    }

    /** A file under {@code guests}: from RELIC_GUESTS or {@code ../shared/guests} above the repository's root. */
    public static Path guest(String name) {
        return find("RELIC_GUESTS", "guests", name);
    }

    private static Path find(String variable, String folder, String name) {
        Optional<Path> found = Stream.concat(
                        Stream.of(
                                        System.getProperty(variable, ""),
                                        System.getenv().getOrDefault(variable, ""))
                                .filter(s -> !s.isEmpty())
                                .map(Path::of),
                        Stream.of(Path.of("..", "..", "shared", folder), Path.of("..", "shared", folder)))
                .map(p -> p.resolve(name))
                .filter(Files::exists)
                .findFirst();
        if (found.isEmpty()) {
            Assumptions.abort("sample " + name + " not found");
        }
        return found.get();
    }

    /** SHA-256 of a file, in lower-case hexadecimal. */
    public static String sha256(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    /** SHA-256 of a disk's content, in lower-case hexadecimal. */
    public static String sha256(DiskImage disk) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer chunk = ByteBuffer.allocate(1 << 20);
        for (long at = 0; at < disk.size(); at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), disk.size() - at));
            disk.read(at, chunk);
            digest.update(chunk.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
