package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reliquary.bus.Line;
import reliquary.bus.PhysicalMemory;
import reliquary.bus.PortBus;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;
import reliquary.shim.Outcome;
import reliquary.shim.PortIo;
import reliquary.shim.bios.BiosSettings;
import reliquary.shim.bios.PvBios;

/** The firmware's INT 15h/C2h talks to the real controller and the real mouse behind it. */
class FirmwareMouseTest {
    private static final int SYSTEM_SERVICES = 0x15;
    private static final int MOUSE_INTERRUPT = 0xB4;

    private final GuestTime time = new GuestTime();
    private final Ps2Mouse mouse = new Ps2Mouse(time.events);
    private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
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
    private boolean mouseIrq;

    FirmwareMouseTest() {
        Kbc8042 controller = new Kbc8042(
                time.events,
                new AtKeyboard(time.events),
                mouse,
                new Kbc8042.Wires(Line.UNCONNECTED, level -> mouseIrq = level, Line.UNCONNECTED, Line.UNCONNECTED),
                Kbc8042.COLOUR_DISPLAY);
        PortBus ports = new PortBus();
        ports.attach("keyboard controller", 0x60, 1, controller.dataPort());
        ports.attach("keyboard controller", 0x64, 1, controller.commandPort());
        bios = new PvBios(BiosSettings.standard(), new LowMemory(), new Ports(ports), time::now, List.of());
        bios.call(0x80, cpu);
    }

    /** Calls INT 15h/C2h as a program does, waiting as the ROM does, and returns AH. */
    private int call(int function, int bh) {
        cpu.ax(0xC200 | function);
        cpu.bh(bh);
        for (int i = 0; bios.call(SYSTEM_SERVICES, cpu) == Outcome.WAIT; i++) {
            assertThat(i).as("waits for the mouse").isLessThan(1000);
            time.pass(55_000_000);
        }
        assertThat(cpu.flag(GuestCpu.CARRY)).isEqualTo(cpu.ah() != 0);
        return cpu.ah();
    }

    /** Takes the bytes of one report as INT 74h does; AL of the last says whether a packet is complete. */
    private int takeReport() {
        int complete = 0;
        for (int i = 0; i < 20 && complete == 0; i++) {
            time.pass(5_000_000);
            if (mouseIrq) {
                bios.call(MOUSE_INTERRUPT, cpu);
                complete = cpu.al();
            }
        }
        return complete;
    }

    @Test
    void a_driver_finds_starts_and_hears_the_mouse() {
        assertThat(call(0x05, 3)).as("initialise").isZero();
        assertThat(cpu.bx()).as("self-test passed, standard mouse").isEqualTo(0x00AA);
        assertThat(call(0x00, 1)).as("no handler yet").isEqualTo(5);
        cpu.es(0x1234);
        cpu.bx(0x5678);
        assertThat(call(0x07, 0x56)).isZero();
        assertThat(call(0x03, 3)).as("resolution").isZero();
        assertThat(call(0x02, 5)).as("100 reports a second").isZero();
        assertThat(call(0x04, 0)).as("device type").isZero();
        assertThat(cpu.bh()).isZero();
        assertThat(call(0x00, 1)).isZero();

        mouse.move(5, -3, Ps2Mouse.LEFT);
        assertThat(takeReport()).isEqualTo(1);
        assertThat(cpu.bx() & 0x37).as("left button, Y negative").isEqualTo(0x29 & 0x37);
        assertThat(cpu.cx()).isEqualTo(5);
        assertThat(cpu.dx()).isEqualTo(0xFD);
        int handler = memory.read32((cpu.es() << 4) + cpu.di());
        assertThat(handler).isEqualTo(0x12345678);

        assertThat(call(0x00, 0)).as("disable").isZero();
        mouse.move(9, 9, 0);
        assertThat(takeReport()).isZero();
    }

    @Test
    void the_status_shows_what_was_set() {
        call(0x05, 3);
        call(0x03, 2);
        call(0x06, 2);
        assertThat(call(0x06, 0)).isZero();
        assertThat(cpu.bl() & 0x10).as("scaling 2:1").isEqualTo(0x10);
        assertThat(cpu.cl()).as("4 counts a millimetre").isEqualTo(2);
        assertThat(cpu.dl()).as("reports a second").isEqualTo(100);
    }

    @Test
    void what_the_functions_do_not_know_is_refused() {
        assertThat(call(0x02, 9)).isEqualTo(2);
        assertThat(call(0x05, 0)).isEqualTo(2);
        assertThat(call(0x09, 0)).isEqualTo(1);
    }

    /** The lowest megabyte without an A20 gate. */
    private final class LowMemory implements GuestMemory {
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

    private record Ports(PortBus bus) implements PortIo {
        @Override
        public int in8(int port) {
            return bus.read8(port);
        }

        @Override
        public void out8(int port, int value) {
            bus.write8(port, value);
        }
    }
}
