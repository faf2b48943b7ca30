package reliquary.disk.fs.fat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import reliquary.disk.MemoryDisk;

/** Freshly formatted volumes of each width, as small as the width allows. */
public enum BlankFat {
    FLOPPY_360K(720, 2, 112, 2, 1, 0xFD),
    FLOPPY_1440K(2880, 1, 224, 9, 1, 0xF0),
    FAT16(20_000, 4, 512, 20, 4, 0xF8),
    FAT32(70_000, 1, 0, 550, 32, 0xF8);

    private final int sectors;
    private final int perCluster;
    private final int rootEntries;
    private final int perFat;
    private final int reserved;
    private final int media;

    BlankFat(int sectors, int perCluster, int rootEntries, int perFat, int reserved, int media) {
        this.sectors = sectors;
        this.perCluster = perCluster;
        this.rootEntries = rootEntries;
        this.perFat = perFat;
        this.reserved = reserved;
        this.media = media;
    }

    public MemoryDisk format() {
        MemoryDisk disk = new MemoryDisk(sectors * 512);
        ByteBuffer b = disk.bytes();
        b.put(0, new byte[] {(byte) 0xEB, 0x58, (byte) 0x90}).put(3, "BLANK1.0".getBytes(StandardCharsets.US_ASCII));
        b.putShort(11, (short) 512)
                .put(13, (byte) perCluster)
                .putShort(14, (short) reserved)
                .put(16, (byte) 2);
        b.putShort(17, (short) rootEntries)
                .put(21, (byte) media)
                .putShort(24, (short) 18)
                .putShort(26, (short) 2);
        if (sectors < 65_536) {
            b.putShort(19, (short) sectors);
        } else {
            b.putInt(32, sectors);
        }
        b.putShort(510, (short) 0xAA55);
        if (rootEntries == 0) {
            b.putInt(36, perFat)
                    .putInt(44, 2)
                    .putShort(48, (short) 1)
                    .putShort(50, (short) 6)
                    .put(66, (byte) 0x29);
            b.put(71, "NO NAME    FAT32   ".getBytes(StandardCharsets.US_ASCII));
            fsInfo(b, 512);
            b.put(6 * 512, b, 0, 1024);
        } else {
            b.putShort(22, (short) perFat).put(38, (byte) 0x29);
            b.put(43, "NO NAME    FAT     ".getBytes(StandardCharsets.US_ASCII));
        }
        fat(b, reserved * 512);
        fat(b, (reserved + perFat) * 512);
        return disk;
    }

    private void fsInfo(ByteBuffer b, int at) {
        b.putInt(at, 0x41615252)
                .putInt(at + 484, 0x61417272)
                .putInt(at + 488, -1)
                .putInt(at + 492, -1);
        b.putShort(at + 510, (short) 0xAA55);
    }

    private void fat(ByteBuffer b, int at) {
        switch (this) {
            case FAT16 -> b.putInt(at, 0xFFFFFF00 | media);
            case FAT32 ->
                b.putInt(at, 0x0FFFFF00 | media).putInt(at + 4, 0x0FFFFFFF).putInt(at + 8, 0x0FFFFFFF);
            default -> b.put(at, (byte) media).putShort(at + 1, (short) 0xFFFF);
        }
    }
}
