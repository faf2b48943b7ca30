package reliquary.shim.bios;

import java.util.List;
import java.util.function.LongSupplier;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;
import reliquary.shim.Outcome;
import reliquary.shim.PortIo;

/**
 * The paravirtual BIOS of an IBM PC AT: the guest sees a ROM at F0000h whose interrupt services run here, on the host.
 *
 * <p>A service is reached by the undefined opcode {@code 0F FF nn} in that ROM. Numbers 00h to 7Fh are interrupts, 80h to
 * FFh calls from ROM code. The services touch the machine only through its memory, its ports, the drives given here and
 * guest time, so that any board with an AT's devices can carry them.
 */
public final class PvBios {
    /** Physical address of the ROM. */
    public static final int ROM_BASE = BiosRom.BASE;

    private final BiosRom rom;
    private final KeyboardServices keyboard;
    private final KeyboardInterrupt keyboardInterrupt;
    private final VideoServices video;
    private final DiskServices disks;
    private final SerialServices serial;
    private final PrinterServices printer;
    private final PrintScreen printScreen;
    private final TimeServices time;
    private final EventWait waits;
    private final PointingDevice mouse;
    private final SystemServices system;
    private final CdEmulation cds;
    private final Bootstrap bootstrap;
    private final PowerOnSelfTest selfTest;
    private long portAccesses;

    /**
     * Builds the services; nothing of the machine is touched before the ROM's reset code asks for it.
     *
     * @param nanos guest time in nanoseconds since power-on
     * @param drives in order: floppies from A:, hard disks from 80h, CDs from E0h
     */
    public PvBios(BiosSettings settings, GuestMemory memory, PortIo ports, LongSupplier nanos, List<BiosDrive> drives) {
        BiosDataArea data = new BiosDataArea(memory);
        Cmos cmos = new Cmos(ports);
        A20Gate a20 = new A20Gate(ports);
        UnsupportedCalls unsupported = new UnsupportedCalls();
        DriveTable table = new DriveTable(drives);
        rom = new BiosRom(settings, table.hardDisks());
        ExtendedMemory extended = new ExtendedMemory(memory, data, a20);
        keyboard = new KeyboardServices(data, new IdlePolling(nanos, () -> portAccesses), unsupported);
        keyboardInterrupt = new KeyboardInterrupt(data, ports, keyboard);
        video = new VideoServices(settings, memory, data, rom, ports, unsupported);
        cds = new CdEmulation(memory, table);
        disks = new DiskServices(settings, memory, data, table, cds, unsupported);
        serial = new SerialServices(data, ports, nanos, unsupported);
        printer = new PrinterServices(data, ports, nanos, unsupported);
        printScreen = new PrintScreen(data, video, printer);
        time = new TimeServices(data, cmos, new IdlePolling(nanos, () -> portAccesses), unsupported);
        waits = new EventWait(memory, data, ports, cmos, nanos);
        mouse = new PointingDevice(memory, data, ports, nanos, settings.mouse());
        system = new SystemServices(settings, data, rom, extended, waits, a20, mouse, unsupported);
        bootstrap = new Bootstrap(settings, memory, table, cds);
        selfTest = new PowerOnSelfTest(settings, memory, ports, data, rom, cmos, table, extended, time, video);
    }

    /** The 64 KiB that belong at {@link #ROM_BASE}. */
    public byte[] rom() {
        return rom.bytes();
    }

    /** To be told of each IN and OUT that the guest executes: who uses ports is not idle, however often it asks for keys. */
    public void guestUsedPort() {
        portAccesses++;
    }

    /** Whether {@link #call} knows a number; all others are what they are on real processors, an invalid opcode. */
    public static boolean serves(int number) {
        return switch (number) {
            case 0x05, 0x10, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x40, 0x80, 0x89, 0xB0, 0xB4 -> true;
            default -> false;
        };
    }

    /**
     * Serves one hypercall.
     *
     * @param number the third byte of the instruction, one for which {@link #serves} holds
     * @throws BootFailedException if INT 19h finds nothing to boot
     */
    public Outcome call(int number, GuestCpu cpu) {
        switch (number) {
            case 0x10 -> video.call(cpu);
            case 0x13, 0x40 -> disks.call(cpu);
            case 0x14 -> {
                return serial.call(cpu);
            }
            case 0x15 -> {
                return system.call(cpu);
            }
            case 0x16 -> {
                return keyboard.call(cpu);
            }
            case 0x17 -> {
                return printer.call(cpu);
            }
            case 0x1A -> {
                return time.call(cpu);
            }
            case 0x05 -> printScreen.call();
            case 0x18 -> bootstrap.noBasic();
            case 0x19 -> {
                bootstrap.boot(cpu);
                return Outcome.JUMP;
            }
            case 0x80 -> {
                return start(cpu);
            }
            default -> {
                fromRom(number, cpu);
                return Outcome.CONTINUE;
            }
        }
        return Outcome.RETURN;
    }

    private void fromRom(int number, GuestCpu cpu) {
        switch (number) {
            case 0x89 -> keyboardInterrupt.call(cpu);
            case 0xB0 -> waits.clockInterrupt(cpu);
            case 0xB4 -> mouse.interrupt(cpu);
            default -> throw new IllegalArgumentException("no hypercall " + Integer.toHexString(number) + "h");
        }
    }

    private Outcome start(GuestCpu cpu) {
        if (selfTest.resumes(cpu)) {
            return Outcome.JUMP;
        }
        cds.reset();
        waits.reset();
        serial.reset();
        printer.reset();
        mouse.reset();
        return selfTest.run();
    }
}
