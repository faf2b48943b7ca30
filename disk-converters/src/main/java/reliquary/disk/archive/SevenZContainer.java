package reliquary.disk.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import reliquary.disk.DiskFormatException;

/** 7-Zip's 7z format (7zFormat.txt of the LZMA SDK). */
final class SevenZContainer implements Container {
    private static final int MEMORY_KIB = 128 << 10;

    private final SevenZFile archive;
    private final List<SevenZArchiveEntry> entries = new ArrayList<>();

    SevenZContainer(Path file) throws IOException {
        try {
            this.archive = SevenZFile.builder()
                    .setPath(file)
                    .setMaxMemoryLimitKiB(MEMORY_KIB)
                    .get();
        } catch (PasswordRequiredException e) {
            throw new DiskFormatException("its directory is encrypted; unpack it with its password first", e);
        }
        archive.getEntries().forEach(entries::add);
    }

    @Override
    public List<Member> members() throws IOException {
        Container.checkCount(entries.size());
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            SevenZArchiveEntry entry = entries.get(i);
            if (!entry.isDirectory() && entry.hasStream() && entry.getName() != null) {
                members.add(new Member(entry.getName(), entry.getSize(), i));
            }
        }
        return members;
    }

    @Override
    public InputStream open(Member member) throws IOException {
        try {
            return archive.getInputStream(entries.get(member.index()));
        } catch (PasswordRequiredException e) {
            throw new DiskFormatException(member.name() + " is encrypted; unpack it with its password first", e);
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
