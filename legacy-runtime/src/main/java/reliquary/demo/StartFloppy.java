package reliquary.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;
import reliquary.disk.format.RawImage;
import reliquary.disk.fs.fat.BiosParameterBlock;
import reliquary.disk.fs.fat.FatFileSystem;

/**
 * A FAT12 floppy of 360K that starts a program without an operating system ("Microsoft FAT Specification", August 2005).
 *
 * <p>Its boot sector, {@code boot.asm}, loads the first file of the root directory to 1000h:0000h.
 */
public final class StartFloppy {
    /** The largest program, in bytes: what one segment holds. */
    public static final int LARGEST_PROGRAM = 0xFFFF;

    private StartFloppy() {}

    /** A file on the floppy; the name has the form {@code NAME.EXT}. */
    public record Content(String name, byte[] bytes) {}

    /**
     * Formats a floppy and stores files on it, each in one piece.
     *
     * @param image the file to create; one that is there is replaced
     * @param files the program first, at most {@link #LARGEST_PROGRAM} bytes long
     * @param date that the files bear
     */
    public static void create(Path image, List<Content> files, LocalDateTime date) throws IOException {
        if (files.isEmpty() || files.get(0).bytes.length > LARGEST_PROGRAM) {
            throw new IllegalArgumentException(
                    "the first file is the program, of at most " + LARGEST_PROGRAM + " bytes");
        }
        format(image);
        try (DiskImage disk = RawImage.openWritable(image)) {
            FatFileSystem floppy = FatFileSystem.open(Volume.of(disk));
            for (Content file : files) {
                floppy.write(file.name, new ByteArrayInputStream(file.bytes), date);
            }
        }
    }

    private static void format(Path image) throws IOException {
        ByteBuffer boot = ByteBuffer.wrap(GuestProgram.read(StartFloppy.class, "boot.bin"));
        BiosParameterBlock bpb = BiosParameterBlock.parse(boot)
                .orElseThrow(() -> new IllegalStateException("the boot sector has no BIOS parameter block"));
        ByteBuffer disk = ByteBuffer.allocate((int) bpb.totalSectors() * bpb.bytesPerSector())
                .order(ByteOrder.LITTLE_ENDIAN);
        disk.put(boot);
        for (int copy = 0; copy < bpb.fats(); copy++) {
            int fat = (int) bpb.fatSector(copy) * bpb.bytesPerSector();
            // Entries 0 and 1 of 12 bits: the media descriptor with ones above it, and the end mark.
            disk.put(fat, (byte) bpb.media()).putShort(fat + 1, (short) 0xFFFF);
        }
        try (FileChannel out = FileChannel.open(
                image, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            disk.clear();
            while (disk.hasRemaining()) {
                out.write(disk);
            }
        }
    }
}
