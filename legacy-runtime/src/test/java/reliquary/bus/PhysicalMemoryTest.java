package reliquary.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PhysicalMemoryTest {
    private static final int MEGABYTE = 1 << 20;

    private final PhysicalMemory memory = new PhysicalMemory(2 * MEGABYTE);

    /** A device that answers each byte with its own offset and remembers what was written. */
    private static final class OffsetDevice implements MmioDevice {
        final List<String> writes = new ArrayList<>();

        @Override
        public int read8(int offset) {
            return offset & 0xFF;
        }

        @Override
        public void write8(int offset, int value) {
            writes.add(offset + "=" + value);
        }
    }

    @Example
    void ram_holds_little_endian_numbers_at_any_address() {
        memory.write32(0x1FFF, 0x44332211);
        assertThat(memory.read8(0x1FFF)).isEqualTo(0x11);
        assertThat(memory.read16(0x2000)).isEqualTo(0x3322);
        assertThat(memory.read32(0x1FFF)).isEqualTo(0x44332211);
        memory.write16(0x2FFF, 0xBEEF);
        assertThat(memory.read8(0x3000)).isEqualTo(0xBE);
    }

    @Example
    void beyond_its_end_there_is_nothing() {
        memory.write8(2 * MEGABYTE, 1);
        memory.write32(2 * MEGABYTE - 2, 0);
        assertThat(memory.read8(2 * MEGABYTE)).isEqualTo(0xFF);
        assertThat(memory.read32(2 * MEGABYTE - 2)).isEqualTo(0xFFFF0000);
        assertThat(memory.read32(-4)).isEqualTo(-1);
        assertThat(memory.useOf(0xFFFFFFF0L)).isEqualTo(PageUse.ABSENT);
    }

    @Example
    void rom_reads_and_ignores_writes() {
        memory.loadRom(0xF0000, new byte[] {1, 2, 3, 4});
        memory.write32(0xF0000, 0);
        memory.write(0xF0002, ByteBuffer.wrap(new byte[2]));
        assertThat(memory.read32(0xF0000)).isEqualTo(0x04030201);
    }

    @Example
    void a_window_is_empty_until_its_device_routes_it() {
        MemoryWindow window = memory.window(0xA0000, 0x20000);
        OffsetDevice device = new OffsetDevice();
        window.connect(device);
        assertThat(memory.read16(0xB8000)).isEqualTo(0xFFFF);
        window.route(0x18000, 0x8000, PageUse.DEVICE);
        assertThat(memory.read16(0xB8010)).isEqualTo(0x1110);
        memory.write16(0xB8002, 0x0741);
        assertThat(device.writes).containsExactly("98306=65", "98307=7");
        assertThat(memory.read8(0xA0000)).as("its other pages").isEqualTo(0xFF);
        window.route(0x18000, 0x8000, PageUse.RAM);
        memory.write16(0xB8002, 0x0742);
        assertThat(window.bytes().getShort(0x18002)).isEqualTo((short) 0x0742);
        assertThat(device.writes).hasSize(2);
    }

    @Example
    void an_access_across_a_windows_edge_is_split() {
        MemoryWindow window = memory.window(0xA0000, 0x10000);
        window.connect(new OffsetDevice());
        window.route(0, 0x10000, PageUse.DEVICE);
        memory.write8(0x9FFFF, 0x77);
        assertThat(memory.read16(0x9FFFF)).isEqualTo(0x0077);
        assertThat(memory.read32(0x9FFFE) >>> 16).isEqualTo(0x0100);
    }

    @Example
    void overlapping_windows_are_an_error() {
        memory.window(0xA0000, 0x20000);
        assertThatThrownBy(() -> memory.window(0xB8000, 0x8000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("B8000h");
        memory.window(0xC0000, 0x8000);
    }

    @Example
    void an_odd_size_is_refused() {
        assertThatThrownBy(() -> new PhysicalMemory(MEGABYTE - 4096)).hasMessageContaining("at least 1 MB");
        assertThatThrownBy(() -> new PhysicalMemory(MEGABYTE + 1)).hasMessageContaining("whole pages");
    }

    @Example
    void the_processor_hears_of_host_writes_and_of_map_changes() {
        List<String> heard = new ArrayList<>();
        memory.watch(new PhysicalMemory.Watcher() {
            @Override
            public void hostWrote(int address, int length) {
                heard.add(Integer.toHexString(address) + "+" + length);
            }

            @Override
            public void mapChanged() {
                heard.add("map");
            }
        });
        memory.write16(0x500, 1);
        memory.write(0xFFE, ByteBuffer.wrap(new byte[4]));
        memory.use(0xC0000, 0x1000, PageUse.ROM);
        memory.use(0xC0000, 0x1000, PageUse.ROM);
        memory.write8(0xC0000, 1);
        assertThat(heard).containsExactly("500+2", "ffe+2", "1000+2", "map");
    }

    @Property(tries = 200)
    void blocks_and_bytes_agree_across_ram_rom_and_holes(
            @ForAll @IntRange(min = 0x9E000, max = 0xA4FFF) int address, @ForAll @Size(max = 9000) byte[] data) {
        PhysicalMemory byBlock = patchwork();
        PhysicalMemory byByte = patchwork();
        byBlock.write(address, ByteBuffer.wrap(data));
        byte[] expected = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            byByte.write8(address + i, data[i]);
        }
        for (int i = 0; i < data.length; i++) {
            expected[i] = (byte) byByte.read8(address + i);
        }
        byte[] actual = new byte[data.length];
        byBlock.read(address, ByteBuffer.wrap(actual));
        assertThat(Arrays.mismatch(actual, expected)).as("first wrong byte").isEqualTo(-1);
    }

    /** RAM, then a page each of ROM, nothing and RAM again from A0000h on. */
    private static PhysicalMemory patchwork() {
        PhysicalMemory memory = new PhysicalMemory(MEGABYTE);
        memory.loadRom(0xA0000, new byte[] {1, 2, 3});
        memory.use(0xA1000, 0x1000, PageUse.ABSENT);
        return memory;
    }
}
