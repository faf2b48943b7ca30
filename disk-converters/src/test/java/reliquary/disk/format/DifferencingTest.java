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
}
