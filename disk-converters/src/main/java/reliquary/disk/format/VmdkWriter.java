package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

/**
 * Writes a monolithic sparse VMDK, version 1, with grains of 64 KiB (VMware Virtual Disk Format 1.1): header, descriptor,
 * redundant grain directory and tables, grain directory and tables, grains.
 */
final class VmdkWriter implements DiskWriter {
    private static final int SECTOR = 512;
    private static final int GRAIN = 64 * 1024;
    private static final int ENTRIES = 512;
    private static final int DESCRIPTOR_SECTORS = 20;
    private static final long MAX_SIZE = 2040L << 30;

    private final OutFile file;
    private final long size;
    private final long tables;
    private final long redundantDirectory = 1L + DESCRIPTOR_SECTORS;
    private final long directory;
    private final EntryTable redundantGrains;
    private final EntryTable grains;
    private final long overhead;
    private long next;

    VmdkWriter(OutFile file, DiskImage disk) throws IOException {
        this.file = file;
        this.size = (disk.size() + SECTOR - 1) / SECTOR * SECTOR;
        if (size > MAX_SIZE) {
            throw new DiskFormatException("a disk of " + size + " bytes is too big to be written as VMDK (2040 GiB)");
        }
        long grainCount = (size + GRAIN - 1) / GRAIN;
        this.tables = (grainCount + ENTRIES - 1) / ENTRIES;
        long directorySectors = (tables * 4 + SECTOR - 1) / SECTOR;
        long tableSectors = tables * ENTRIES * 4 / SECTOR;
        this.directory = redundantDirectory + directorySectors + tableSectors;
        long redundantTables = (redundantDirectory + directorySectors) * SECTOR;
        this.redundantGrains = new EntryTable(file, redundantTables, tables * ENTRIES, 0, ByteOrder.LITTLE_ENDIAN);
        this.grains = new EntryTable(
                file, (directory + directorySectors) * SECTOR, tables * ENTRIES, 0, ByteOrder.LITTLE_ENDIAN);
        long end = (directory + directorySectors + tableSectors) * SECTOR;
        this.next = (end + GRAIN - 1) / GRAIN * GRAIN;
        this.overhead = next / SECTOR;
    }

    @Override
    public void write(long offset, ByteBuffer data) throws IOException {
        int end = data.limit();
        int from = 0;
        long place = next;
        for (int at = 0; at < end; at += GRAIN) {
            if (Zeros.only(data, at, Math.min(GRAIN, end - at))) {
                store(data, from, at, place);
                from = at + GRAIN;
                place = next;
            } else {
                long index = (offset + at) / GRAIN;
                redundantGrains.set(index, (int) (next / SECTOR));
                grains.set(index, (int) (next / SECTOR));
                next += GRAIN;
            }
        }
        store(data, from, end, place);
    }

    private void store(ByteBuffer data, int from, int to, long place) throws IOException {
        if (from < to) {
            file.write(place, data.limit(to).position(from));
            data.limit(data.capacity());
        }
    }

    @Override
    public void finish(String sha256) throws IOException {
        redundantGrains.finish();
        grains.finish();
        file.extend(next);
        writeDirectory(redundantDirectory);
        writeDirectory(directory);
        file.write(SECTOR, ByteBuffer.wrap(descriptor(sha256).getBytes(StandardCharsets.UTF_8)));
        ByteBuffer b = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(VmdkSparseExtent.MAGIC_HOSTED).putInt(1).putInt(3); // line ends are checked, tables are double
        b.putLong(size / SECTOR).putLong(GRAIN / SECTOR);
        b.putLong(1).putLong(DESCRIPTOR_SECTORS).putInt(ENTRIES);
        b.putLong(redundantDirectory).putLong(directory).putLong(overhead);
        b.put((byte) 0).put(new byte[] {'\n', ' ', '\r', '\n'});
        file.write(0, b.rewind());
    }

    private void writeDirectory(long sector) throws IOException {
        long first = sector + (tables * 4 + SECTOR - 1) / SECTOR;
        EntryTable entries = new EntryTable(file, sector * SECTOR, tables, 0, ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < tables; i++) {
            entries.set(i, (int) (first + i * ENTRIES * 4 / SECTOR));
        }
        entries.finish();
    }

    private String descriptor(String sha256) {
        long heads = 16;
        long perTrack = 63;
        long cylinders = Math.max(1, Math.min(16_383, size / SECTOR / heads / perTrack));
        String name = file.name().replaceAll("[\"\\p{Cntrl}]", "_");
        return String.join(
                        "\n",
                        VmdkDescriptor.FIRST_LINE,
                        "version=1",
                        "CID=" + sha256.substring(0, 7) + "1",
                        "parentCID=ffffffff",
                        "createType=\"monolithicSparse\"",
                        "",
                        "# Extent description",
                        "RW " + size / SECTOR + " SPARSE \"" + name + "\"",
                        "",
                        "# The Disk Data Base",
                        "#DDB",
                        "",
                        "ddb.virtualHWVersion = \"4\"",
                        "ddb.geometry.cylinders = \"" + cylinders + "\"",
                        "ddb.geometry.heads = \"" + heads + "\"",
                        "ddb.geometry.sectors = \"" + perTrack + "\"",
                        "ddb.adapterType = \"ide\"")
                + "\n";
    }
}
