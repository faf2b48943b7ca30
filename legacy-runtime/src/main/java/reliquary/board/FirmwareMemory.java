package reliquary.board;

import java.nio.ByteBuffer;
import reliquary.bus.A20Gate;
import reliquary.bus.PhysicalMemory;
import reliquary.shim.GuestMemory;

/** The guest's memory as firmware on the host sees it: physical memory behind the A20 gate. */
final class FirmwareMemory implements GuestMemory {
    private static final int LINE_20 = 1 << 20;

    private final PhysicalMemory memory;
    private final A20Gate gate;

    FirmwareMemory(PhysicalMemory memory, A20Gate gate) {
        this.memory = memory;
        this.gate = gate;
    }

    private int physical(int address) {
        return gate.isOpen() ? address : address & ~LINE_20;
    }

    @Override
    public int read8(int address) {
        return memory.read8(physical(address));
    }

    @Override
    public void write8(int address, int value) {
        memory.write8(physical(address), value);
    }

    @Override
    public int read16(int address) {
        return crosses(address, 2) ? read8(address) | read8(address + 1) << 8 : memory.read16(physical(address));
    }

    @Override
    public void write16(int address, int value) {
        if (crosses(address, 2)) {
            write8(address, value);
            write8(address + 1, value >> 8);
        } else {
            memory.write16(physical(address), value);
        }
    }

    @Override
    public int read32(int address) {
        return crosses(address, 4) ? read16(address) | read16(address + 2) << 16 : memory.read32(physical(address));
    }

    @Override
    public void write32(int address, int value) {
        if (crosses(address, 4)) {
            write16(address, value);
            write16(address + 2, value >>> 16);
        } else {
            memory.write32(physical(address), value);
        }
    }

    @Override
    public void read(int address, ByteBuffer target) {
        int end = target.limit();
        while (target.position() < end) {
            int run = Math.min(end - target.position(), LINE_20 - (address & LINE_20 - 1));
            target.limit(target.position() + run);
            memory.read(physical(address), target);
            address += run;
        }
        target.limit(end);
    }

    @Override
    public void write(int address, ByteBuffer source) {
        int end = source.limit();
        while (source.position() < end) {
            int run = Math.min(end - source.position(), LINE_20 - (address & LINE_20 - 1));
            source.limit(source.position() + run);
            memory.write(physical(address), source);
            address += run;
        }
        source.limit(end);
    }

    @Override
    public int size() {
        return memory.size();
    }

    // Within one megabyte the gate moves all bytes alike; across its end they part.
    private static boolean crosses(int address, int length) {
        return (address ^ address + length - 1) >>> 20 != 0;
    }
}
