package reliquary.disk.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import reliquary.disk.DiskFormatException;

/** An archive that holds several files. */
interface Container extends Closeable {
    /** More files than this are no archive of a disk. */
    int MAX_MEMBERS = 100_000;

    /** What kind it is, as named in reports. */
    enum Kind {
        ZIP,
        SEVEN_Z,
        TAR;

        String label() {
            return this == SEVEN_Z ? "7z" : name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A file in the archive.
     *
     * @param name its path in the archive, as stored
     * @param size its size in bytes as the archive states it; -1 where it does not
     * @param index its place among the members
     */
    record Member(String name, long size, int index) {
        /** The last part of the path. */
        String fileName() {
            String path = name.replace('\\', '/');
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** The path without its last part. */
        String folder() {
            return name.substring(0, name.length() - fileName().length());
        }
    }

    /** The ordinary files, in the archive's order. */
    List<Member> members() throws IOException;

    /** A member's content; it must be closed before the next is opened. */
    InputStream open(Member member) throws IOException;

    /** The kind of archive that a file begins with. */
    static Optional<Kind> kind(ByteBuffer head) {
        if (startsWith(head, "PK\3\4") || startsWith(head, "PK\5\6") || startsWith(head, "PK\7\u0008PK\3\4")) {
            return Optional.of(Kind.ZIP);
        }
        if (startsWith(head, "7z\u00BC\u00AF\u0027\u001C")) {
            return Optional.of(Kind.SEVEN_Z);
        }
        return TarContainer.isHeader(head) ? Optional.of(Kind.TAR) : Optional.empty();
    }

    private static boolean startsWith(ByteBuffer head, String mark) {
        byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
        return head.limit() >= bytes.length && head.slice(0, bytes.length).equals(ByteBuffer.wrap(bytes));
    }

    /** Opens an archive and reads its directory. */
    static Container open(Kind kind, Path file) throws IOException {
        return switch (kind) {
            case ZIP -> new ZipContainer(file);
            case SEVEN_Z -> new SevenZContainer(file);
            case TAR -> new TarContainer(file);
        };
    }

    /** Refuses a directory that has grown beyond all reason. */
    static void checkCount(int members) throws DiskFormatException {
        if (members > MAX_MEMBERS) {
            throw new DiskFormatException("more than " + MAX_MEMBERS + " files in the archive");
        }
    }
}
