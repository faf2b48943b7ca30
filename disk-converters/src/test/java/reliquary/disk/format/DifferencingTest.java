package reliquary.disk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Oracle;

/** Children of VHD and VDI disks, laid out byte by byte, on parents that the project's own writers made. */
class DifferencingTest {
    private static final int MB = 1024 * 1024;

    @TempDir
    Path folder;

    private byte[] content = new byte[0];

    @BeforeEach
    void make_a_disk() throws IOException {
        Path raw = SparseContent.example().writeTo(folder.resolve("disk.raw"));
        content = Files.readAllBytes(raw);
    }

    private Path write(String format, String name) throws IOException {
        try (DiskImage in = RawImage.open(folder.resolve("disk.raw"))) {
            Path out = folder.resolve(name);
            DiskWriters.write(in, out, format, DiskWriters.Progress.NONE);
            return out;
        }
    }

    private void assertReads(Path image) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(content.length);
        try (DiskImage disk = DiskFormats.open(image)) {
            disk.read(0, found);
        }
        assertThat(Arrays.mismatch(found.array(), content)).isEqualTo(-1);
    }

    /** A child with one block of 2 MiB, of which sectors 3 to 9 are its own. */
    private Path vhdChild(UUID parent) throws IOException {
        VhdFooter footer =
                new VhdFooter(512, 0, "win ", content.length, 1, 1, 1, VhdFooter.DIFFERENCING, new UUID(1, 2));
        ByteBuffer b = ByteBuffer.allocate(2048 + 512 + 2 * MB + 512);
        b.put(footer.toBytes());
        b.putLong(512, 0x6378737061727365L)
                .putLong(512 + 16, 1536)
                .putInt(512 + 28, 5)
                .putInt(512 + 32, 2 * MB);
        b.putLong(512 + 40, parent.getMostSignificantBits()).putLong(512 + 48, parent.getLeastSignificantBits());
        b.put(512 + 64, "C:\\vm\\parent.vhd".getBytes(StandardCharsets.UTF_16BE));
        b.putInt(1536, 2048 / 512);
        Arrays.fill(b.array(), 1540, 1556, (byte) 0xFF);
        b.put(2048, (byte) 0b0001_1111).put(2049, (byte) 0b1100_0000);
        Arrays.fill(b.array(), 2560, 2560 + 2 * MB, (byte) 0x44);
        b.position(b.limit() - 512);
        b.put(footer.toBytes());
        return Files.write(folder.resolve("child.vhd"), b.array());
    }

    @Test
    void a_vhd_child_takes_each_sector_from_itself_or_its_parent() throws IOException {
        Path parent = write("vhd", "parent.vhd");
        Path child = vhdChild(idOf(parent));
        Arrays.fill(content, 3 * 512, 10 * 512, (byte) 0x44);
        assertReads(child);
    }

    private static UUID idOf(Path vhd) throws IOException {
        byte[] bytes = Files.readAllBytes(vhd);
        return VhdFooter.parse(ByteBuffer.wrap(bytes), bytes.length - 512).id();
    }

    @Test
    void a_vhd_child_refuses_a_parent_that_is_another_disk() throws IOException {
        write("vhd", "parent.vhd");
        Path child = vhdChild(new UUID(7, 7));
        assertThatThrownBy(() -> DiskFormats.open(child))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("parent.vhd is another disk");
    }

    /** A child whose block 1 is its own and whose block 2 is discarded. */
    private Path vdiChild(Path parent) throws IOException {
        ByteBuffer b = ByteBuffer.allocate(2 * MB + MB).order(ByteOrder.LITTLE_ENDIAN);
        b.put(Files.readAllBytes(parent), 0, 512);
        b.putInt(76, 4).putInt(340, 512).putInt(344, 2 * MB);
        b.putLong(392, 99).putLong(400, 99);
        b.put(424, Arrays.copyOfRange(Files.readAllBytes(parent), 392, 408));
        for (int block = 0; block < 10; block++) {
            b.putInt(512 + 4 * block, block == 1 ? 0 : block == 2 ? -2 : -1);
        }
        Arrays.fill(b.array(), 2 * MB, 3 * MB, (byte) 0x33);
        return Files.write(folder.resolve("child.vdi"), b.array());
    }

    @Test
    void a_vdi_child_finds_its_parent_by_its_id() throws IOException {
        Path child = vdiChild(write("vdi", "any name.vdi"));
        Arrays.fill(content, MB, 2 * MB, (byte) 0x33);
        Arrays.fill(content, 2 * MB, 3 * MB, (byte) 0);
        assertReads(child);
    }

    @Test
    void a_vdi_child_without_its_parent_says_which_is_missing() throws IOException {
        Path parent = write("vdi", "parent.vdi");
        Path child = vdiChild(parent);
        Files.delete(parent);
        assertThatThrownBy(() -> DiskFormats.open(child))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("the VDI with id");
    }

    /** A disk of version "COWD" with grains of 512 bytes, of which the first and the last but one are stored. */
    @Test
    void a_sparse_disk_of_esx_is_read_through_its_descriptor() throws IOException {
        int sectors = content.length / 512;
        int tables = (sectors + 4095) / 4096;
        int tableSector = 5;
        int data = tableSector + 32 * tables;
        ByteBuffer b = ByteBuffer.allocate((data + 2) * 512).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, 0x44574F43)
                .putInt(4, 1)
                .putInt(12, sectors)
                .putInt(16, 1)
                .putInt(20, 4)
                .putInt(24, tables);
        for (int t = 0; t < tables; t++) {
            b.putInt(4 * 512 + 4 * t, tableSector + 32 * t);
        }
        b.putInt(tableSector * 512, data).putInt(tableSector * 512 + 4 * (sectors - 2), data + 1);
        Arrays.fill(b.array(), data * 512, data * 512 + 512, (byte) 1);
        Arrays.fill(b.array(), data * 512 + 512, data * 512 + 1024, (byte) 2);
        Files.write(folder.resolve("esx-delta.vmdk"), b.array());
        write("vmdk", "base.vmdk");
        String parent = Files.readString(folder.resolve("base.vmdk"), StandardCharsets.ISO_8859_1);
        String id = parent.substring(parent.indexOf("CID=") + 4, parent.indexOf("CID=") + 12);
        Path child = Files.writeString(
                folder.resolve("esx.vmdk"),
                "# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=" + id
                        + "\ncreateType=\"vmfsSparse\"\nparentFileNameHint=\"/vmfs/volumes/x/base.vmdk\"\nRW " + sectors
                        + " VMFSSPARSE \"esx-delta.vmdk\"\n");
        Arrays.fill(content, 0, 512, (byte) 1);
        Arrays.fill(content, content.length - 1024, content.length - 512, (byte) 2);
        assertReads(child);
    }

    @Test
    void a_vmdk_child_refuses_a_parent_that_was_written_since() throws IOException {
        write("vmdk", "base.vmdk");
        Path child = Files.writeString(
                folder.resolve("child.vmdk"),
                "# Disk DescriptorFile\nCID=1\nparentCID=00000001\nparentFileNameHint=\"base.vmdk\"\nRW 8 ZERO\n");
        assertThatThrownBy(() -> DiskFormats.open(child))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("base.vmdk was written after");
    }

    /** A child made of an image of QEMU, with block 0 partly its own, by changing its tables. */
    @Test
    void a_vhdx_child_takes_each_sector_from_itself_or_its_parent() throws IOException {
        Oracle.need("qemu-img");
        Path parent = folder.resolve("parent.vhdx");
        Path child = folder.resolve("child.vhdx");
        String options = "block_size=1M";
        Oracle.run("qemu-img", "convert", "-f", "raw", "-O", "vhdx", "-o", options, folder.resolve("disk.raw"), parent);
        Path own = Files.write(folder.resolve("own.raw"), new byte[content.length]);
        byte[] first = new byte[MB];
        Arrays.fill(first, (byte) 0x66);
        try (var channel = java.nio.channels.FileChannel.open(own, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(first), 0);
        }
        Oracle.run("qemu-img", "convert", "-f", "raw", "-O", "vhdx", "-o", options, own, child);
        Files.write(child, asVhdxChild(Files.readAllBytes(child), parent));
        Arrays.fill(content, 5 * 512, 12 * 512, (byte) 0x66);
        assertReads(child);
    }

    private static byte[] asVhdxChild(byte[] image, Path parent) throws IOException {
        int bitmap = (image.length + MB - 1) / MB * MB;
        ByteBuffer b = ByteBuffer.allocate(bitmap + MB).order(ByteOrder.LITTLE_ENDIAN);
        b.put(0, image);
        try (ImageFile file = ImageFile.open(parent)) {
            Vhdx below = Vhdx.read(file);
            int table = (int) below.blockTable(); // QEMU lays out both files alike
            b.putLong(table, b.getLong(table) & ~7 | 7).putLong(table + 8 * (int) below.bitmapIndex(0), bitmap | 6L);
            for (int block = 1; block < 10; block++) {
                b.putLong(table + 8 * block, 0);
            }
            b.put(bitmap, (byte) 0b1110_0000).put(bitmap + 1, (byte) 0b0000_1111);
            addParentLocator(b, "{" + below.dataWriteId() + "}");
        }
        return b.array();
    }

    private static void addParentLocator(ByteBuffer b, String linkage) {
        int metadata = 2 * MB; // where QEMU 7 puts it; the test would fail otherwise
        while (b.getLong(metadata) != 0x617461646174656DL) {
            metadata += MB;
        }
        int count = b.getShort(metadata + 10);
        int entry = metadata + 32 + 32 * count;
        b.putShort(metadata + 10, (short) (count + 1));
        b.putInt(entry, 0xA8D35F2D).putShort(entry + 4, (short) 0xB30B).putShort(entry + 6, (short) 0x454D);
        b.putLong(entry + 8, Long.reverseBytes(0xABF7D3D84834AB0CL));
        int locator = 512 * 1024;
        b.putInt(entry + 16, locator).putInt(entry + 20, 1024).putInt(entry + 24, 4);
        for (int e = metadata + 32; e < entry; e += 32) {
            if (b.getInt(e) == 0xCAA16737) {
                int parameters = metadata + b.getInt(e + 16);
                b.putInt(parameters + 4, b.getInt(parameters + 4) | 2);
            }
        }
        int at = metadata + locator;
        String[] pairs = {"parent_linkage", linkage, "relative_path", ".\\parent.vhdx"};
        b.putShort(at + 18, (short) 2);
        int text = 100;
        for (int i = 0; i < 4; i++) {
            byte[] bytes = pairs[i].getBytes(StandardCharsets.UTF_16LE);
            int pair = at + 20 + 12 * (i / 2);
            b.putInt(pair + 4 * (i % 2), text).putShort(pair + 8 + 2 * (i % 2), (short) bytes.length);
            b.put(at + text, bytes);
            text += bytes.length;
        }
    }
}
