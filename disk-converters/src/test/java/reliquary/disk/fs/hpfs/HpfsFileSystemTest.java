package reliquary.disk.fs.hpfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reliquary.disk.DiskFormatException;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileEntry;

/** No tool of today makes such volumes, so one is built here after the published structures. */
final class HpfsFileSystemTest {
    private static final int FNODE = 0xF7E40AAE;
    private static final int ROOT = 20;
    private static final int ROOT_DNODE = 24;
    private static final int CHILD_DNODE = 28;
    private static final int FILE = 40;
    private static final int ANODE = 41;

    private final MemoryDisk disk = new MemoryDisk(1 << 20);
    private final byte[] content = new byte[30_000];

    @BeforeEach
    void build() {
        ByteBuffer b = disk.bytes();
        new Random(11).nextBytes(content);
        b.putInt(16 * 512, 0xF995E849)
                .putInt(16 * 512 + 4, 0xFA53E9C5)
                .put(16 * 512 + 8, (byte) 2)
                .putInt(16 * 512 + 12, ROOT);
        b.putInt(17 * 512, 0xF9911849).putInt(17 * 512 + 4, 0xFA5229C5);
        b.putInt(ROOT * 512, FNODE).put(ROOT * 512 + 55, (byte) 1).putInt(ROOT * 512 + 72, ROOT_DNODE);
        int at = dnode(ROOT_DNODE);
        at = entry(at, 1, 0x10, ROOT, "\1\1", -1, 0);
        at = entry(at, 4, 0x20, FILE, "Mitte der Liste.txt", CHILD_DNODE, content.length);
        end(ROOT_DNODE, at);
        at = dnode(CHILD_DNODE);
        at = entry(at, 0, 0x21, FILE, "Äpfel", -1, content.length);
        end(CHILD_DNODE, at);
        b.putInt(FILE * 512, FNODE).putInt(FILE * 512 + 160, content.length);
        b.put(FILE * 512 + 56, (byte) 0x80).put(FILE * 512 + 61, (byte) 1);
        b.putInt(FILE * 512 + 64, -1).putInt(FILE * 512 + 68, ANODE);
        b.putInt(ANODE * 512, 0x37E40AAE).put(ANODE * 512 + 12 + 5, (byte) 2);
        extent(ANODE * 512 + 20, 0, 20, 100);
        extent(ANODE * 512 + 32, 20, 39, 200);
        b.put(100 * 512, content, 0, 20 * 512).put(200 * 512, content, 20 * 512, content.length - 20 * 512);
    }

    private int dnode(int sector) {
        disk.bytes().putInt(sector * 512, 0x77E40AAE);
        return sector * 512 + 20;
    }

    private int entry(int at, int flags, int attributes, int fnode, String name, int down, int size) {
        byte[] bytes = name.getBytes(Charset.forName("IBM850"));
        int length = (31 + bytes.length + 3) / 4 * 4 + (down >= 0 ? 4 : 0);
        disk.bytes().putShort(at, (short) length).put(at + 2, (byte) flags).put(at + 3, (byte) attributes);
        disk.bytes().putInt(at + 4, fnode).putInt(at + 8, 800_000_000).putInt(at + 12, size);
        disk.bytes().put(at + 30, (byte) bytes.length).put(at + 31, bytes);
        if (down >= 0) {
            disk.bytes().putInt(at + length - 4, down);
        }
        return at + length;
    }

    private void end(int sector, int at) {
        disk.bytes()
                .putShort(at, (short) 32)
                .put(at + 2, (byte) 8)
                .put(at + 30, (byte) 1)
                .put(at + 31, (byte) -1);
        disk.bytes().putInt(sector * 512 + 4, at + 32 - sector * 512);
    }

    private void extent(int at, int fileSector, int length, int sector) {
        disk.bytes().putInt(at, fileSector).putInt(at + 4, length).putInt(at + 8, sector);
    }

    @Test
    void names_come_in_the_order_of_the_tree() throws IOException {
        HpfsFileSystem files = HpfsFileSystem.open(Volume.of(disk));
        assertThat(files.list(files.root()))
                .extracting(FileEntry::name)
                .containsExactly("Äpfel", "Mitte der Liste.txt");
        assertThat(files.facts()).containsEntry("state", "clean");
    }

    @Test
    void a_file_is_read_through_its_allocation_node() throws IOException {
        HpfsFileSystem files = HpfsFileSystem.open(Volume.of(disk));
        FileEntry file = files.find("/mitte der liste.TXT").orElseThrow();
        assertThat(files.open(file).readAll(100_000)).isEqualTo(content);
        assertThat(file.attributes()).hasToString("-----a");
    }

    @Test
    void a_directory_tree_that_runs_in_a_circle_is_refused() throws IOException {
        disk.bytes().put(CHILD_DNODE * 512 + 22, (byte) 4);
        int length = disk.bytes().getShort(CHILD_DNODE * 512 + 20);
        disk.bytes().putInt(CHILD_DNODE * 512 + 20 + length - 4, ROOT_DNODE);
        HpfsFileSystem files = HpfsFileSystem.open(Volume.of(disk));
        assertThatThrownBy(() -> files.list(files.root()))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("circle");
    }
}
