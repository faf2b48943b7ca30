package reliquary.shim.bios;

import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;

/** INT 15h: system services (IBM PS/2 and PC AT BIOS Interface Technical Reference). */
final class SystemServices {
    private static final int NOT_SUPPORTED = 0x86;
    private static final int PS2_A20_BOTH_WAYS = 0x0003;

    private final BiosSettings settings;
    private final BiosDataArea data;
    private final BiosRom rom;
    private final ExtendedMemory extended;
    private final EventWait waits;
    private final A20Gate a20;
    private final PointingDevice mouse;
    private final UnsupportedCalls unsupported;

    SystemServices(
            BiosSettings settings,
            BiosDataArea data,
            BiosRom rom,
            ExtendedMemory extended,
            EventWait waits,
            A20Gate a20,
            PointingDevice mouse,
            UnsupportedCalls unsupported) {
        this.settings = settings;
        this.data = data;
        this.rom = rom;
        this.extended = extended;
        this.waits = waits;
        this.a20 = a20;
        this.mouse = mouse;
        this.unsupported = unsupported;
    }

    Outcome call(GuestCpu cpu) {
        switch (cpu.ah()) {
            case 0x4F -> cpu.flag(GuestCpu.CARRY, true); // the scan code in AL is to be handled
            case 0x24 -> a20(cpu);
            // a device is opened, closed or done; the system key; waiting begins and ends: nothing here needs to know
            case 0x80, 0x81, 0x82, 0x85, 0x90, 0x91 -> succeed(cpu);
            case 0x83 -> waits.event(cpu);
            case 0x86 -> {
                return waits.delay(cpu);
            }
            case 0x87 -> extended.move(cpu);
            case 0x88 -> extended.size(cpu);
            case 0xC0 -> configuration(cpu);
            case 0xC1 -> extendedDataArea(cpu);
            case 0xC2 -> {
                return mouse.call(cpu);
            }
            case 0xE8 -> memorySize(cpu);
            // period machines without these answer the same way, and programs ask just to find out
            case 0x41, 0x53, 0x84, 0xD8 -> refuse(cpu);
            default -> {
                unsupported.report(0x15, cpu, "this system function");
                refuse(cpu);
            }
        }
        return Outcome.RETURN;
    }

    private void memorySize(GuestCpu cpu) {
        switch (cpu.al()) {
            case 0x01 -> extended.sizes(cpu);
            case 0x20 -> {
                if (settings.extensions().contains(BiosSettings.Extension.MEMORY_MAP)) {
                    extended.map(cpu);
                } else {
                    refuse(cpu);
                }
            }
            default -> refuse(cpu);
        }
    }

    private void a20(GuestCpu cpu) {
        switch (cpu.al()) {
            case 0x00, 0x01 -> {
                a20.enable(cpu.al() == 1);
                succeed(cpu);
            }
            case 0x02 -> {
                cpu.al(a20.enabled() ? 1 : 0);
                succeed(cpu);
            }
            case 0x03 -> {
                cpu.bx(PS2_A20_BOTH_WAYS);
                succeed(cpu);
            }
            default -> refuse(cpu);
        }
    }

    private void configuration(GuestCpu cpu) {
        cpu.es(BiosRom.SEGMENT);
        cpu.bx(rom.offset(BiosRom.Table.CONFIGURATION));
        succeed(cpu);
    }

    private void extendedDataArea(GuestCpu cpu) {
        int segment = data.wordAt(BiosDataArea.EBDA_SEGMENT);
        if (segment == 0) {
            refuse(cpu);
            return;
        }
        cpu.es(segment);
        cpu.flag(GuestCpu.CARRY, false);
    }

    private static void succeed(GuestCpu cpu) {
        cpu.ah(0);
        cpu.flag(GuestCpu.CARRY, false);
    }

    private static void refuse(GuestCpu cpu) {
        cpu.ah(NOT_SUPPORTED);
        cpu.flag(GuestCpu.CARRY, true);
    }
}
