package reliquary.disk.fs.sysv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import reliquary.disk.MemoryDisk;

/** Builds a volume of the System V family with a root directory and files whose blocks follow each other. */
final class SysvVolume {
    private static final int INODE_END = 10;

    private final MemoryDisk disk = new MemoryDisk(1 << 20);
    private final int block;
    private final boolean swapped;
    private int nextBlock = INODE_END + 1;
    private int nextInode = 3;
    private int slots = 2;

    private SysvVolume(int block, boolean swapped) {
        this.block = block;
        this.swapped = swapped;
        disk.bytes().putShort(block * INODE_END, (short) 2).put(block * INODE_END + 2, (byte) '.');
        disk.bytes().putShort(block * INODE_END + 16, (short) 2).putShort(block * INODE_END + 18, (short) 0x2E2E);
        inode(2, 0x41ED, 32, new int[] {INODE_END});
    }

    static SysvVolume systemV(int type) {
        SysvVolume volume = new SysvVolume(256 << type, false);
        volume.disk
                .bytes()
                .putShort(512, (short) INODE_END)
                .putInt(512 + 504, 0xFD187E20)
                .putInt(512 + 508, type);
        volume.disk.bytes().put(512 + 440, "rootfs".getBytes(StandardCharsets.US_ASCII));
        return volume;
    }

    static SysvVolume xenix() {
        SysvVolume volume = new SysvVolume(1024, false);
        volume.disk
                .bytes()
                .putShort(1024, (short) INODE_END)
                .putInt(1024 + 1016, 0x2B5544)
                .putInt(1024 + 1020, 2);
        return volume;
    }

    static SysvVolume coherent() {
        SysvVolume volume = new SysvVolume(512, true);
        volume.disk.bytes().putShort(512, (short) INODE_END);
        volume.disk.bytes().put(512 + 484, "nonamenopack".getBytes(StandardCharsets.US_ASCII));
        return volume;
    }

    /** A file in the root directory, with as many levels of indirect blocks as its size needs (up to two). */
    SysvVolume file(String name, byte[] content) {
        int count = (content.length + block - 1) / block;
        int first = nextBlock;
        nextBlock += count;
        disk.bytes().put(first * block, content);
        int[] pointers = new int[13];
        for (int i = 0; i < Math.min(10, count); i++) {
            pointers[i] = first + i;
        }
        int perBlock = block / 4;
        if (count > 10) {
            pointers[10] = indirect(first + 10, Math.min(perBlock, count - 10));
        }
        if (count > 10 + perBlock) {
            int inner = indirect(first + 10 + perBlock, count - 10 - perBlock);
            pointers[11] = indirect(inner, 1);
        }
        int number = nextInode++;
        inode(number, 0x81A4, content.length, pointers);
        int slot = block * INODE_END + slots++ * 16;
        disk.bytes().putShort(slot, (short) number).put(slot + 2, name.getBytes(StandardCharsets.US_ASCII));
        inode(2, 0x41ED, slots * 16, new int[] {INODE_END});
        return this;
    }

    private int indirect(int first, int count) {
        int at = nextBlock++;
        for (int i = 0; i < count; i++) {
            disk.bytes().putInt(at * block + i * 4, number(first + i));
        }
        return at;
    }

    private int number(int value) {
        return swapped ? value << 16 | value >>> 16 : value;
    }

    private void inode(int number, int mode, int size, int[] pointers) {
        ByteBuffer b = disk.bytes();
        int at = 2 * block + (number - 1) * 64;
        b.putShort(at, (short) mode).putShort(at + 2, (short) 1).putInt(at + 8, number(size));
        for (int i = 0; i < pointers.length; i++) {
            int p = pointers[i];
            byte[] three = swapped
                    ? new byte[] {(byte) (p >> 16), (byte) p, (byte) (p >> 8)}
                    : new byte[] {(byte) p, (byte) (p >> 8), (byte) (p >> 16)};
            b.put(at + 12 + i * 3, three);
        }
        b.putInt(at + 56, number(600_000_000));
    }

    MemoryDisk disk() {
        return disk;
    }
}
