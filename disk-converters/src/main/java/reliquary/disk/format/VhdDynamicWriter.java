package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

/**
 * Writes a dynamic VHD with blocks of 2 MiB (Microsoft Virtual Hard Disk Image Format Specification 1.0): footer copy,
 * dynamic disk header, block table, blocks with their bitmaps, footer.
 */
final class VhdDynamicWriter implements DiskWriter {
    private static final int BLOCK = 2 * 1024 * 1024;
    private static final int SECTOR = 512;
    private static final int HEADER = 1024;
    private static final long TABLE = VhdFooter.LENGTH + HEADER;
    /** 2040 GiB, the format's own limit. */
    private static final long MAX_SIZE = 2040L << 30;

    private final OutFile file;
    private final long size;
    private final long blocks;
    private final EntryTable table;
    private long next;
    private long block = -1;
    private long blockAt;

    VhdDynamicWriter(OutFile file, DiskImage disk) throws IOException {
        this.file = file;
        this.size = VhdFixedWriter.sizeFor(disk);
        if (size > MAX_SIZE) {
            throw new DiskFormatException("a disk of " + size + " bytes is too big to be written as VHD (2040 GiB)");
        }
        this.blocks = (size + BLOCK - 1) / BLOCK;
        this.table = new EntryTable(file, TABLE, blocks, 0xFFFF_FFFF, ByteOrder.BIG_ENDIAN);
        this.next = (TABLE + blocks * 4 + SECTOR - 1) / SECTOR * SECTOR;
    }

    @Override
    public void write(long offset, ByteBuffer data) throws IOException {
        if (Zeros.only(data, 0, data.limit())) {
            return;
        }
        long number = offset / BLOCK;
        if (number != block) {
            startBlock(number);
        }
        file.writeSparse(blockAt + SECTOR + offset % BLOCK, data, 64 * 1024);
    }

    private void startBlock(long number) throws IOException {
        byte[] bitmap = new byte[SECTOR];
        Arrays.fill(bitmap, (byte) 0xFF);
        table.set(number, (int) (next / SECTOR));
        file.write(next, ByteBuffer.wrap(bitmap));
        block = number;
        blockAt = next;
        next += SECTOR + BLOCK;
    }

    @Override
    public void finish(String sha256) throws IOException {
        table.finish();
        VhdFooter footer = VhdFixedWriter.footer(size, VhdFooter.DYNAMIC, sha256);
        file.write(0, footer.toBytes());
        file.write(VhdFooter.LENGTH, header());
        file.write(next, footer.toBytes());
    }

    private ByteBuffer header() {
        ByteBuffer b = ByteBuffer.allocate(HEADER);
        b.putLong(0x6378737061727365L).putLong(-1).putLong(TABLE); // "cxsparse"
        b.putInt(0x0001_0000).putInt((int) blocks).putInt(BLOCK);
        b.putInt(36, VhdFooter.checksum(b, 0, HEADER, 36));
        return b.rewind();
    }
}
