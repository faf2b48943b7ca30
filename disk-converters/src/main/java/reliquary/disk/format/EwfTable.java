package reliquary.disk.format;

import java.io.IOException;
import java.util.zip.Adler32;

/**
 * One table of chunks of an EWF part. An entry is the chunk's offset from {@code base}, with bit 31 set for a zlib frame;
 * other chunks end with their Adler-32 (libewf documentation, "Table section").
 *
 * @param firstChunk number of the first chunk on the disk
 * @param entries byte offset of the entries in the file
 * @param overflow index of the first entry whose bit 31 belongs to the offset: EnCase 6.7 let chunks pass 2 GiB
 * @param dataEnd where the last chunk ends at the latest
 */
record EwfTable(
        ImageFile file,
        MetadataCache numbers,
        long firstChunk,
        long count,
        long entries,
        long base,
        long overflow,
        long dataEnd) {
    private static final long COMPRESSED = 0x8000_0000L;

    static EwfTable of(
            ImageFile file, MetadataCache numbers, long firstChunk, long count, long entries, long base, long dataEnd)
            throws IOException {
        long overflow = count;
        if (dataEnd - base > COMPRESSED) {
            long before = 0;
            for (long i = 0; i < count && overflow == count; i++) {
                long offset = numbers.int32(entries + 4 * i) & ~COMPRESSED;
                overflow = offset < before ? i : count;
                before = offset;
            }
        }
        return new EwfTable(file, numbers, firstChunk, count, entries, base, overflow, dataEnd);
    }

    /** The chunk's bytes. */
    byte[] unpack(long chunk, int size) throws IOException {
        long index = chunk - firstChunk;
        long entry = numbers.int32(entries + 4 * index);
        boolean compressed = index < overflow && (entry & COMPRESSED) != 0;
        long from = start(index, entry);
        long to = index + 1 < count ? start(index + 1, numbers.int32(entries + 4 * index + 4)) : dataEnd;
        if (to <= from) {
            to = dataEnd;
        }
        long length = Math.min(to, file.size()) - from;
        if (from < 0 || length <= 0) {
            throw file.damaged(entries + 4 * index, "the EWF chunk " + chunk + " lies outside its file");
        }
        return compressed ? inflate(from, length, size) : stored(chunk, from, length, size);
    }

    private long start(long index, long entry) {
        return base + (index < overflow ? entry & ~COMPRESSED : entry);
    }

    private byte[] inflate(long from, long length, int size) throws IOException {
        byte[] packed =
                file.read(from, Math.min(length, size + 1024L), "an EWF chunk").array();
        return Inflate.zlib(packed, size);
    }

    private byte[] stored(long chunk, long from, long length, int size) throws IOException {
        if (length < size + 4L) {
            throw file.damaged(from, "the EWF chunk " + chunk + " has " + length + " bytes instead of " + (size + 4));
        }
        byte[] data = new byte[size];
        file.read(from, size, "an EWF chunk").get(data);
        Adler32 sum = new Adler32();
        sum.update(data);
        if (Integer.toUnsignedLong(
                        file.readLittle(from + size, 4, "an EWF checksum").getInt())
                != sum.getValue()) {
            throw file.damaged(from, "the EWF chunk " + chunk + " does not match its checksum");
        }
        return data;
    }
}
