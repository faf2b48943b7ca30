package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import reliquary.disk.DiskImage;

/**
 * The compressed loop device of Knoppix, format 2.0 (cloop 2.x, compressed_loop.h; big-endian): 128 block size, 132
 * number of blocks, then from 136 the file offsets of all blocks and of the end, 64 bits each. Blocks are zlib frames.
 */
final class CloopFormat implements DiskFormat {
    private static final byte[] MAGIC = "#!/bin/sh\n#V2.0 Format\nmodprobe cloop".getBytes(StandardCharsets.US_ASCII);
    private static final int OFFSETS = 136;

    @Override
    public String name() {
        return "cloop";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return Magic.at(head, 0, MAGIC);
    }

    @Override
    public DiskImage open(Path path) throws IOException {
        ImageFile file = ImageFile.open(path);
        try {
            ByteBuffer b = file.read(128, 8, "the cloop header");
            long block = Integer.toUnsignedLong(b.getInt(0));
            long blocks = Integer.toUnsignedLong(b.getInt(4));
            if (block < 512 || block % 512 != 0 || block > Piece.Packed.MAX_BLOCK) {
                throw file.damaged(128, "cloop block size " + block + " is impossible");
            }
            if (blocks + 1 > (file.size() - OFFSETS) / 8) {
                throw file.damaged(132, "the cloop index of " + blocks + " blocks passes the end of the file");
            }
            return new MappedImage(ImageFacts.ofSize(block * blocks), new Map(file, block));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private record Map(ImageFile file, MetadataCache tables, long block) implements BlockMap {
        Map(ImageFile file, long block) {
            this(file, new MetadataCache(file, ByteOrder.BIG_ENDIAN), block);
        }

        @Override
        public Piece at(long offset) {
            long number = offset / block;
            return new Piece.Packed(number, (int) block, (int) (offset % block), () -> unpack(number));
        }

        private byte[] unpack(long number) throws IOException {
            long from = tables.int64(OFFSETS + 8 * number);
            long length = tables.int64(OFFSETS + 8 * number + 8) - from;
            if (length < 0 || length > 2 * block + 1024) {
                throw file.damaged(OFFSETS + 8 * number, "cloop block of " + length + " compressed bytes");
            }
            return Inflate.zlib(file.read(from, length, "a cloop block").array(), (int) block);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
