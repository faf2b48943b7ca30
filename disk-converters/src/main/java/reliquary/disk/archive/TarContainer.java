package reliquary.disk.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** POSIX.1-2017 pax, "ustar interchange format", with GNU's long names and sparse files; read from front to back. */
final class TarContainer implements Container {
    private static final int HEADER = 512;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;
    private static final int MAGIC = 257;

    private final Path file;

    TarContainer(Path file) {
        this.file = file;
    }

    /** Whether a block is a tar header: the octal checksum over it is right, and it names a file. */
    static boolean isHeader(ByteBuffer head) {
        if (head.limit() < HEADER || head.get(0) == 0) {
            return false;
        }
        long stored = 0;
        int digits = 0;
        for (int i = CHECKSUM; i < CHECKSUM_END; i++) {
            int c = head.get(i);
            if (c >= '0' && c <= '7') {
                stored = stored * 8 + c - '0';
                digits++;
            } else if (c != ' ' && c != 0) {
                return false;
            }
        }
        long sum = 0;
        for (int i = 0; i < HEADER; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM_END ? ' ' : head.get(i) & 0xFF;
        }
        boolean ustar = head.get(MAGIC) == 'u' && head.get(MAGIC + 1) == 's' && head.get(MAGIC + 2) == 't';
        return digits > 0 && sum == stored && (ustar || head.get(MAGIC) == 0);
    }

    @Override
    public List<Member> members() throws IOException {
        List<Member> members = new ArrayList<>();
        try (TarArchiveInputStream tar = stream()) {
            int index = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
                    members.add(new Member(entry.getName(), entry.getRealSize(), index));
                }
                Container.checkCount(++index);
            }
        }
        return members;
    }

    @Override
    public InputStream open(Member member) throws IOException {
        TarArchiveInputStream tar = stream();
        try {
            for (int i = 0; i <= member.index(); i++) {
                if (tar.getNextEntry() == null) {
                    throw new EOFException("the archive ends before " + member.name());
                }
            }
            return tar;
        } catch (IOException | RuntimeException e) {
            tar.close();
            throw e;
        }
    }

    private TarArchiveInputStream stream() throws IOException {
        return new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(file), HEADER * 128));
    }

    @Override
    public void close() {
        // every stream is opened and closed by itself
    }
}
