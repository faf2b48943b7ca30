package reliquary.shim.bios;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;

/**
 * INT 15h functions about memory above 1 MiB: 87h and 88h (IBM PC AT Technical Reference), E801h and E820h (Advanced
 * Configuration and Power Interface Specification, "System Address Map Interfaces").
 */
final class ExtendedMemory {
    private static final int MEBIBYTE = 0x100000;
    private static final int KIBIBYTE = 1024;
    private static final int LARGEST_MOVE = 0x8000;
    private static final int SOURCE_DESCRIPTOR = 0x10;
    private static final int TARGET_DESCRIPTOR = 0x18;
    private static final int MAP_SIGNATURE = 0x534D4150; // "SMAP"
    private static final int MAP_ENTRY = 20;
    private static final int USABLE = 1;
    private static final int RESERVED = 2;

    private final GuestMemory memory;
    private final A20Gate a20;
    private final BiosDataArea data;

    ExtendedMemory(GuestMemory memory, BiosDataArea data, A20Gate a20) {
        this.memory = memory;
        this.a20 = a20;
        this.data = data;
    }

    /** KiB from 1 MiB to the end. */
    int kibibytes() {
        return Math.max(0, memory.size() - MEBIBYTE) / KIBIBYTE;
    }

    /** Function 88h: KiB in AX, as many as a word can say. */
    void size(GuestCpu cpu) {
        cpu.ax(Math.min(kibibytes(), 0xFFFF));
        cpu.flag(GuestCpu.CARRY, false);
    }

    /** Function E801h: KiB between 1 and 16 MiB in AX and CX, units of 64 KiB above 16 MiB in BX and DX. */
    void sizes(GuestCpu cpu) {
        int below = Math.min(kibibytes(), 15 * KIBIBYTE);
        int above = (kibibytes() - below) / 64;
        cpu.ax(below);
        cpu.cx(below);
        cpu.bx(above);
        cpu.dx(above);
        cpu.flag(GuestCpu.CARRY, false);
    }

    /** Function E820h: one range of the memory map; EBX counts, ES:DI receives base, length and type. */
    void map(GuestCpu cpu) {
        List<int[]> map = ranges();
        int index = cpu.ebx();
        if (cpu.edx() != MAP_SIGNATURE || cpu.ecx() < MAP_ENTRY || index < 0 || index >= map.size()) {
            cpu.ah(0x86);
            cpu.flag(GuestCpu.CARRY, true);
            return;
        }
        int at = GuestMemory.linear(cpu.es(), cpu.di());
        int[] range = map.get(index);
        memory.write32(at, range[0]);
        memory.write32(at + 4, 0);
        memory.write32(at + 8, range[1] - range[0]);
        memory.write32(at + 12, 0);
        memory.write32(at + 16, range[2]);
        cpu.eax(MAP_SIGNATURE);
        cpu.ecx(MAP_ENTRY);
        cpu.ebx(index + 1 < map.size() ? index + 1 : 0);
        cpu.flag(GuestCpu.CARRY, false);
    }

    /** First address, end and type of each range. */
    private List<int[]> ranges() {
        int conventional = data.wordAt(BiosDataArea.MEMORY_SIZE) * KIBIBYTE;
        List<int[]> map = new ArrayList<>();
        map.add(new int[] {0, conventional, USABLE});
        if (data.extendedArea() != 0) {
            map.add(new int[] {conventional, conventional + KIBIBYTE, RESERVED});
        }
        map.add(new int[] {BiosRom.BASE, MEBIBYTE, RESERVED});
        if (kibibytes() > 0) {
            map.add(new int[] {MEBIBYTE, memory.size(), USABLE});
        }
        return map;
    }

    /** Function 87h: moves CX words between the two segments that the table at ES:SI describes, with A20 on. */
    void move(GuestCpu cpu) {
        if (cpu.cx() > LARGEST_MOVE) {
            cpu.ah(2); // as after an exception: the move would pass the end of a 64 KiB segment
            cpu.flag(GuestCpu.CARRY, true);
            return;
        }
        int table = GuestMemory.linear(cpu.es(), cpu.si());
        int source = base(table + SOURCE_DESCRIPTOR);
        int target = base(table + TARGET_DESCRIPTOR);
        ByteBuffer words = ByteBuffer.allocate(2 * cpu.cx());
        boolean wasOn = a20.enabled();
        a20.enable(true);
        memory.read(source, words);
        memory.write(target, words.flip());
        a20.enable(wasOn);
        cpu.ah(0);
        cpu.flag(GuestCpu.CARRY, false);
        cpu.flag(GuestCpu.ZERO, true);
    }

    private int base(int descriptor) {
        return memory.read16(descriptor + 2) | memory.read8(descriptor + 4) << 16 | memory.read8(descriptor + 7) << 24;
    }
}
