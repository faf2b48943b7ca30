package reliquary.board;

import java.util.OptionalInt;
import reliquary.bus.PortBus;
import reliquary.engine.CpuBus;
import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;
import reliquary.shim.PortIo;
import reliquary.shim.bios.PvBios;

/** What the processor reaches beyond memory: the ports, and the firmware's services on the host. */
final class BoardBus implements CpuBus {
    private final PortBus ports;
    private final BusWait wait;
    private final PvBios bios;
    private final Interrupts interrupts;

    BoardBus(PortBus ports, BusWait wait, PvBios bios, Interrupts interrupts) {
        this.ports = ports;
        this.wait = wait;
        this.bios = bios;
        this.interrupts = interrupts;
    }

    @Override
    public int in(int port, int size) {
        wait.access();
        bios.guestUsedPort();
        return switch (size) {
            case 1 -> ports.read8(port);
            case 2 -> ports.read16(port);
            default -> ports.read32(port);
        };
    }

    @Override
    public void out(int port, int size, int value) {
        wait.access();
        bios.guestUsedPort();
        switch (size) {
            case 1 -> ports.write8(port, value);
            case 2 -> ports.write16(port, value);
            default -> ports.write32(port, value);
        }
    }

    // Only the BIOS's own ROM may call: the same bytes elsewhere are an invalid instruction, as on any PC.
    @Override
    public boolean servesCallAt(int linear, int number) {
        boolean inRom = linear >= PcMap.BIOS_ROM && linear < PcMap.BIOS_ROM + PcMap.BIOS_ROM_SIZE;
        return inRom && PvBios.serves(number);
    }

    @Override
    public Outcome call(int number, GuestCpu cpu) {
        return bios.call(number, cpu);
    }

    @Override
    public OptionalInt takeInterrupt() {
        return interrupts.pending() ? OptionalInt.of(interrupts.acknowledge()) : OptionalInt.empty();
    }

    /** The ports as firmware on the host sees them. */
    static PortIo firmwarePorts(PortBus ports) {
        return new PortIo() {
            @Override
            public int in8(int port) {
                return ports.read8(port);
            }

            @Override
            public void out8(int port, int value) {
                ports.write8(port, value);
            }
        };
    }
}
