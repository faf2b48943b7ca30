package reliquary.disk.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import reliquary.disk.DiskFormatException;

/** PKWARE APPNOTE.TXT 6.3; WinImage's IMZ is such a file with one image in it. */
final class ZipContainer implements Container {
    private final ZipFile zip;
    private final List<ZipArchiveEntry> entries;

    ZipContainer(Path file) throws IOException {
        this.zip =
                ZipFile.builder().setPath(file).setIgnoreLocalFileHeader(true).get();
        this.entries = Collections.list(zip.getEntriesInPhysicalOrder());
    }

    @Override
    public List<Member> members() throws IOException {
        Container.checkCount(entries.size());
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            ZipArchiveEntry entry = entries.get(i);
            if (!entry.isDirectory() && !entry.isUnixSymlink()) {
                members.add(new Member(entry.getName(), entry.getSize(), i));
            }
        }
        return members;
    }

    @Override
    public InputStream open(Member member) throws IOException {
        ZipArchiveEntry entry = entries.get(member.index());
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new DiskFormatException(member.name() + " is encrypted; unpack it with its password first");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new DiskFormatException(member.name() + " is compressed by zip method " + entry.getMethod()
                    + ", which is not supported; unpack it with the program that made it");
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
