package reliquary.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Machine code for a guest, assembled from the source of the same name under {@code src/main/asm} and kept as a resource. */
public final class GuestProgram {
    private GuestProgram() {}

    /**
     * The bytes of a program.
     *
     * @param owner a class of the package that the program belongs to
     * @param name of the resource, such as {@code boot.bin}
     */
    public static byte[] read(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks the program " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
