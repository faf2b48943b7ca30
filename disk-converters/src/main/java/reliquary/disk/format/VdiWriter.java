package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

/** Writes a dynamic VDI, version 1.1, with blocks of 1 MiB (VirtualBox source, VDICore.h; little-endian). */
final class VdiWriter implements DiskWriter {
    private static final int BLOCK = 1024 * 1024;
    private static final int HEADER_SIZE = 400;
    private static final int TABLE = 4096;
    private static final long MAX_SIZE = 0xFFFF_0000L * BLOCK;

    private final OutFile file;
    private final long size;
    private final long blocks;
    private final long data;
    private final EntryTable table;
    private int stored;
    private long block = -1;

    VdiWriter(OutFile file, DiskImage disk) throws IOException {
        this.file = file;
        this.size = (disk.size() + 511) / 512 * 512;
        this.blocks = (size + BLOCK - 1) / BLOCK;
        this.data = (TABLE + blocks * 4 + BLOCK - 1) / BLOCK * BLOCK;
        if (size > MAX_SIZE || data > 0xFFFF_FFFFL) {
            throw new DiskFormatException("a disk of " + size + " bytes is too big to be written as VDI");
        }
        this.table = new EntryTable(file, TABLE, blocks, 0xFFFF_FFFF, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void write(long offset, ByteBuffer chunk) throws IOException {
        if (Zeros.only(chunk, 0, chunk.limit())) {
            return;
        }
        if (offset / BLOCK != block) {
            block = offset / BLOCK;
            table.set(block, stored++);
        }
        file.writeSparse(data + (stored - 1L) * BLOCK + offset % BLOCK, chunk, 64 * 1024);
    }

    @Override
    public void finish(String sha256) throws IOException {
        table.finish();
        file.extend(data + (long) stored * BLOCK);
        ByteBuffer b = ByteBuffer.allocate(VdiFormat.HEADER).order(ByteOrder.LITTLE_ENDIAN);
        b.put("<<< Oracle VM VirtualBox Disk Image >>>\n".getBytes(StandardCharsets.US_ASCII));
        b.putInt(64, VdiFormat.SIGNATURE).putInt(68, 0x0001_0001).putInt(72, HEADER_SIZE);
        b.putInt(76, 1).putInt(340, TABLE).putInt(344, (int) data).putInt(360, 512);
        b.putLong(368, size).putInt(376, BLOCK);
        b.putInt(384, (int) blocks).putInt(388, stored);
        putId(b, 392, ContentId.uuid(sha256, "vdi"));
        putId(b, 408, ContentId.uuid(sha256, "vdi-snapshot"));
        file.write(0, b.position(0));
    }

    private static void putId(ByteBuffer b, int at, UUID id) {
        long high = id.getMostSignificantBits();
        b.putInt(at, (int) (high >>> 32))
                .putShort(at + 4, (short) (high >>> 16))
                .putShort(at + 6, (short) high);
        b.putLong(at + 8, Long.reverseBytes(id.getLeastSignificantBits()));
    }
}
