package reliquary.disk.rescue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import reliquary.disk.format.ImageFile;

/**
 * Partclone's map of blocks in use: which blocks are stored, and as the how many-th. The map stays in the file; memory
 * holds one count for each 4 KiB of it.
 */
final class UsedBlocks {
    private static final int PAGE = 4096;

    private final ImageFile file;
    private final long start;
    private final long blocks;

    /** 1 for a map of bits, 8 for a map of bytes, 0 where every block is stored. */
    private final int bitsPerBlock;

    /** Blocks in use before each page. */
    private final long[] before;

    private final int crc;

    private UsedBlocks(ImageFile file, long start, long blocks, int bitsPerBlock) throws IOException {
        this.file = file;
        this.start = start;
        this.blocks = blocks;
        this.bitsPerBlock = bitsPerBlock;
        long length = bitsPerBlock == 1 ? (blocks + 7) / 8 : bitsPerBlock == 8 ? blocks : 0;
        if (length > file.size() - start) {
            throw file.damaged(start, "a map of " + blocks + " blocks passes the end of the file at " + file.size());
        }
        this.before = new long[(int) ((length + PAGE - 1) / PAGE) + 1];
        CRC32 sum = new CRC32();
        for (int page = 0; page + 1 < before.length; page++) {
            ByteBuffer bytes = page(page);
            sum.update(bytes.duplicate());
            before[page + 1] = before[page] + used(bytes, blocksInPage(page));
        }
        this.crc = ~(int) sum.getValue();
    }

    static UsedBlocks ofBits(ImageFile file, long start, long blocks) throws IOException {
        return new UsedBlocks(file, start, blocks, 1);
    }

    static UsedBlocks ofBytes(ImageFile file, long start, long blocks) throws IOException {
        return new UsedBlocks(file, start, blocks, 8);
    }

    static UsedBlocks all(ImageFile file, long blocks) throws IOException {
        return new UsedBlocks(file, 0, blocks, 0);
    }

    /** Partclone's checksum of the map. */
    int crc() {
        return crc;
    }

    long blocks() {
        return blocks;
    }

    /** Blocks that are stored in all. */
    long count() {
        return bitsPerBlock == 0 ? blocks : before[before.length - 1];
    }

    /** The place of a block among the stored ones, from 0; -1 where it is not stored. */
    long stored(long block) throws IOException {
        if (bitsPerBlock == 0 || block >= blocks) {
            return block < blocks ? block : -1;
        }
        int page = (int) (block / blocksPerPage());
        ByteBuffer bytes = page(page);
        int within = (int) (block % blocksPerPage());
        return isUsed(bytes, within) ? before[page] + used(bytes, within) : -1;
    }

    /** How many blocks from one on are all stored or all not, at most to the end of the map's page. */
    long run(long block) throws IOException {
        if (bitsPerBlock == 0 || block >= blocks) {
            return Math.max(1, blocks - block);
        }
        int page = (int) (block / blocksPerPage());
        ByteBuffer bytes = page(page);
        int end = blocksInPage(page);
        int first = (int) (block % blocksPerPage());
        boolean used = isUsed(bytes, first);
        int at = first + 1;
        while (at < end && isUsed(bytes, at) == used) {
            at++;
        }
        return at - first;
    }

    private long blocksPerPage() {
        return PAGE * 8L / bitsPerBlock;
    }

    private int blocksInPage(int page) {
        return (int) Math.min(blocksPerPage(), blocks - page * blocksPerPage());
    }

    private ByteBuffer page(int page) throws IOException {
        long from = (long) page * PAGE;
        long length = bitsPerBlock == 1 ? (blocks + 7) / 8 : blocks;
        return file.read(start + from, Math.min(PAGE, length - from), "block map");
    }

    private boolean isUsed(ByteBuffer page, int block) {
        return bitsPerBlock == 8 ? page.get(block) == 1 : (page.get(block >> 3) >> (block & 7) & 1) == 1;
    }

    private int used(ByteBuffer page, int end) {
        int count = 0;
        int block = 0;
        if (bitsPerBlock == 1) {
            for (; block + 8 <= end; block += 8) {
                count += Integer.bitCount(page.get(block >> 3) & 0xFF);
            }
        }
        for (; block < end; block++) {
            count += isUsed(page, block) ? 1 : 0;
        }
        return count;
    }
}
