package reliquary.console;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reliquary.bus.PhysicalMemory;
import reliquary.bus.PortBus;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;
import reliquary.shim.PortIo;
import reliquary.shim.bios.BiosSettings;
import reliquary.shim.bios.PvBios;
import reliquary.shim.bios.VideoAdapter;

/** The project's firmware in a machine that has memory, ports and a display adapter, but no processor. */
final class Firmware {
    private static final int VIDEO = 0x10;
    private static final int POWER_ON_SELF_TEST = 0x80;

    private final Map<String, Integer> registers = new HashMap<>();
    private final GuestCpu cpu = (GuestCpu) Proxy.newProxyInstance(
            GuestCpu.class.getClassLoader(), new Class<?>[] {GuestCpu.class}, (self, method, arguments) -> {
                if (method.isDefault()) {
                    return InvocationHandler.invokeDefault(self, method, arguments);
                }
                if (arguments == null) {
                    return registers.getOrDefault(method.getName(), 0);
                }
                registers.put(method.getName(), (Integer) arguments[0]);
                return null;
            });
    private final PvBios bios;

    /** Powers the machine on: the self test brings the adapter into its text mode. */
    Firmware(VideoAdapter adapter, PhysicalMemory memory, PortBus ports) {
        BiosSettings standard = BiosSettings.standard();
        bios = new PvBios(
                new BiosSettings(
                        adapter,
                        standard.bootOrder(),
                        standard.coprocessor(),
                        standard.mouse(),
                        standard.identity(),
                        standard.extensions()),
                new PlainMemory(memory),
                new BusPorts(ports),
                () -> 0L,
                List.of());
        memory.loadRom(PvBios.ROM_BASE, bios.rom());
        bios.call(POWER_ON_SELF_TEST, cpu);
    }

    /** INT 10h. */
    void video(int ax, int bx, int cx, int dx) {
        cpu.ax(ax);
        cpu.bx(bx);
        cpu.cx(cx);
        cpu.dx(dx);
        bios.call(VIDEO, cpu);
    }

    /** Types {@code text} to the screen at the cursor. */
    void print(String text) {
        for (char character : text.toCharArray()) {
            video(0x0E00 | CodePage437.fromUnicode(character), 0x07, 0, 0);
        }
    }

    private record BusPorts(PortBus bus) implements PortIo {
        @Override
        public int in8(int port) {
            return bus.read8(port);
        }

        @Override
        public void out8(int port, int value) {
            bus.write8(port, value);
        }
    }

    private record PlainMemory(PhysicalMemory memory) implements GuestMemory {
        @Override
        public int read8(int address) {
            return memory.read8(address);
        }

        @Override
        public void write8(int address, int value) {
            memory.write8(address, value);
        }

        @Override
        public int read16(int address) {
            return memory.read16(address);
        }

        @Override
        public void write16(int address, int value) {
            memory.write16(address, value);
        }

        @Override
        public int read32(int address) {
            return memory.read32(address);
        }

        @Override
        public void write32(int address, int value) {
            memory.write32(address, value);
        }

        @Override
        public void read(int address, ByteBuffer target) {
            memory.read(address, target);
        }

        @Override
        public void write(int address, ByteBuffer source) {
            memory.write(address, source);
        }

        @Override
        public int size() {
            return memory.size();
        }
    }
}
