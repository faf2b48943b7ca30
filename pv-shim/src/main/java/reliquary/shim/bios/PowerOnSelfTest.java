package reliquary.shim.bios;

import java.nio.ByteBuffer;
import java.util.List;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;
import reliquary.shim.Outcome;
import reliquary.shim.PortIo;

/**
 * Hypercall 80h: what the ROM does between reset and INT 19h (IBM PC AT Technical Reference, BIOS listings "TEST1" to
 * "TEST3"): chips, interrupt vectors, data areas, CMOS, screen.
 */
final class PowerOnSelfTest {
    private static final int PIC1 = 0x20;
    private static final int PIC2 = 0xA0;
    private static final int END_OF_INTERRUPT = 0x20;
    private static final int PIT = 0x40;
    private static final int SYSTEM_CONTROL_B = 0x61;
    private static final int KEYBOARD_DATA = 0x60;
    private static final int KEYBOARD_COMMAND = 0x64;
    private static final int COPROCESSOR_RESET = 0xF1;

    private static final int[] SERIAL_CANDIDATES = {0x3F8, 0x2F8, 0x3E8, 0x2E8};
    private static final int[] PARALLEL_CANDIDATES = {0x3BC, 0x378, 0x278};

    /** Shutdown codes: jump through 0040:0067, after an end of interrupt or without. */
    private static final int JUMP_AFTER_EOI = 0x05;

    private static final int JUMP = 0x0A;
    private static final int KEYBOARD_101_KEYS = 0x10;
    private static final int KIBIBYTE = 1024;
    /** Conventional memory in KiB: what the first PCs had, and where the display adapters begin. */
    private static final int SMALLEST_MEMORY = 64;

    private static final int LARGEST_MEMORY = 640;

    private final BiosSettings settings;
    private final GuestMemory memory;
    private final PortIo ports;
    private final BiosDataArea data;
    private final BiosRom rom;
    private final Cmos cmos;
    private final DriveTable drives;
    private final ExtendedMemory extended;
    private final TimeServices time;
    private final VideoServices video;

    PowerOnSelfTest(
            BiosSettings settings,
            GuestMemory memory,
            PortIo ports,
            BiosDataArea data,
            BiosRom rom,
            Cmos cmos,
            DriveTable drives,
            ExtendedMemory extended,
            TimeServices time,
            VideoServices video) {
        this.settings = settings;
        this.memory = memory;
        this.ports = ports;
        this.data = data;
        this.rom = rom;
        this.cmos = cmos;
        this.drives = drives;
        this.extended = extended;
        this.time = time;
        this.video = video;
    }

    /** Whether the processor was reset only to leave protected mode, and goes on where the program said. */
    boolean resumes(GuestCpu cpu) {
        int code = cmos.read(Cmos.SHUTDOWN);
        cmos.write(Cmos.SHUTDOWN, 0);
        if (code != JUMP && code != JUMP_AFTER_EOI) {
            return false;
        }
        if (code == JUMP_AFTER_EOI) {
            ports.out8(PIC2, END_OF_INTERRUPT);
            ports.out8(PIC1, END_OF_INTERRUPT);
        }
        int pointer = data.doubleAt(BiosDataArea.RESUME_POINTER);
        cpu.cs(pointer >>> 16);
        cpu.eip(pointer & 0xFFFF);
        return true;
    }

    /** Brings everything into the state that a boot sector finds. */
    Outcome run() {
        boolean warm = data.wordAt(BiosDataArea.RESET_FLAG) == BiosDataArea.WARM_START;
        memory.write(0, ByteBuffer.allocate(0x600));
        data.setWord(BiosDataArea.RESET_FLAG, warm ? BiosDataArea.WARM_START : 0);
        startChips();
        setVectors();
        findPorts();
        setEquipment();
        sizeMemory();
        startKeyboard();
        startDisks();
        recordMemory();
        video.start(settings.video() == VideoAdapter.MDA ? 0x07 : 0x03);
        time.startTicks();
        return Outcome.CONTINUE;
    }

    private void startChips() {
        initialisePic(PIC1, 0x08, 0x04, 0xB8);
        initialisePic(PIC2, 0x70, 0x02, 0x8F);
        startTimer(0, 0x36, 0);
        startTimer(1, 0x54, 0x12);
        startTimer(2, 0xB6, 0x533);
        ports.out8(SYSTEM_CONTROL_B, ports.in8(SYSTEM_CONTROL_B) & 0xFC);
        ports.out8(0x0D, 0); // DMA: both controllers cleared, the second cascades the first
        ports.out8(0xDA, 0);
        ports.out8(0xD6, 0xC0);
        ports.out8(0xD4, 0);
        ports.out8(COPROCESSOR_RESET, 0);
        cmos.write(Cmos.STATUS_A, Cmos.A_RUNNING);
        cmos.write(Cmos.STATUS_B, Cmos.B_24_HOURS);
    }

    /** ICW1 to ICW4 and the mask: open are timer, keyboard, cascade and floppy; clock, coprocessor and disk. */
    private void initialisePic(int base, int firstVector, int cascade, int mask) {
        ports.out8(base, 0x11);
        ports.out8(base + 1, firstVector);
        ports.out8(base + 1, cascade);
        ports.out8(base + 1, 0x01);
        ports.out8(base + 1, mask);
    }

    private void startTimer(int channel, int control, int count) {
        ports.out8(PIT + 3, control);
        ports.out8(PIT + channel, count & 0xFF);
        if ((control & 0x30) == 0x30) {
            ports.out8(PIT + channel, count >> 8);
        }
    }

    private void setVectors() {
        int[] vectors = rom.vectors();
        for (int i = 0; i < vectors.length; i++) {
            memory.write32(4 * i, vectors[i]);
        }
    }

    private void findPorts() {
        List<Integer> serial = probe(SERIAL_CANDIDATES, this::isSerialPort);
        for (int i = 0; i < serial.size(); i++) {
            data.setWord(BiosDataArea.SERIAL_PORTS + 2 * i, serial.get(i));
        }
        List<Integer> parallel = probe(PARALLEL_CANDIDATES, this::isParallelPort);
        for (int i = 0; i < parallel.size(); i++) {
            data.setWord(BiosDataArea.PARALLEL_PORTS + 2 * i, parallel.get(i));
        }
        for (int i = 0; i < 4; i++) {
            data.setByte(BiosDataArea.PARALLEL_TIMEOUTS + i, 20);
            data.setByte(BiosDataArea.SERIAL_TIMEOUTS + i, 1);
        }
        data.setWord(
                BiosDataArea.EQUIPMENT,
                serial.size() << 9 | parallel.size() << 14 | data.wordAt(BiosDataArea.EQUIPMENT));
    }

    private static List<Integer> probe(int[] candidates, java.util.function.IntPredicate there) {
        return java.util.Arrays.stream(candidates).filter(there).boxed().toList();
    }

    /** The interrupt identification register's bits 4 and 5 read as zero, and the interrupt enables keep a value. */
    private boolean isSerialPort(int base) {
        ports.out8(base + 1, 0x02);
        boolean there = ports.in8(base + 1) == 0x02 && (ports.in8(base + 2) & 0x30) == 0;
        if (there) {
            ports.out8(base + 1, 0);
        }
        return there;
    }

    /** The data latch reads back what was written. */
    private boolean isParallelPort(int base) {
        ports.out8(base, 0xAA);
        boolean there = ports.in8(base) == 0xAA;
        if (there) {
            ports.out8(base + 2, 0x08);
            ports.out8(base + 2, 0x0C);
        }
        return there;
    }

    private void setEquipment() {
        int floppies = drives.floppies().size();
        int equipment = data.wordAt(BiosDataArea.EQUIPMENT)
                | (floppies > 0 ? 1 | Math.min(floppies - 1, 3) << 6 : 0)
                | (settings.coprocessor() ? 0x02 : 0)
                | (settings.mouse() ? 0x04 : 0);
        data.setWord(BiosDataArea.EQUIPMENT, equipment);
    }

    /**
     * Conventional memory is as large as setup stored in CMOS. Where there is a pointing device, whose state has no other
     * place, the last KiB becomes the extended data area, as since the PS/2.
     */
    private void sizeMemory() {
        int stored = cmos.read(Cmos.BASE_MEMORY) | cmos.read(Cmos.BASE_MEMORY + 1) << 8;
        int kibibytes = stored >= SMALLEST_MEMORY && stored < LARGEST_MEMORY ? stored : LARGEST_MEMORY;
        data.setWord(BiosDataArea.MEMORY_SIZE, settings.mouse() ? kibibytes - 1 : kibibytes);
        if (settings.mouse()) {
            makeExtendedArea(kibibytes - 1);
        }
    }

    private void makeExtendedArea(int kibibytes) {
        data.setWord(BiosDataArea.EBDA_SEGMENT, kibibytes * KIBIBYTE >> 4);
        memory.write(data.extendedArea(), ByteBuffer.allocate(KIBIBYTE));
        memory.write8(data.extendedArea(), 1); // its size in KiB
    }

    private void startKeyboard() {
        data.setWord(BiosDataArea.KEYBOARD_START_POINTER, BiosDataArea.KEYBOARD_BUFFER);
        data.setWord(BiosDataArea.KEYBOARD_END_POINTER, BiosDataArea.KEYBOARD_BUFFER_END);
        data.setWord(BiosDataArea.KEYBOARD_HEAD, BiosDataArea.KEYBOARD_BUFFER);
        data.setWord(BiosDataArea.KEYBOARD_TAIL, BiosDataArea.KEYBOARD_BUFFER);
        data.setByte(BiosDataArea.KEYBOARD_FLAGS_2, KEYBOARD_101_KEYS);
        ports.out8(KEYBOARD_COMMAND, 0xAA); // self-test
        ports.in8(KEYBOARD_DATA);
        ports.out8(KEYBOARD_COMMAND, 0x60); // command byte: translation, system flag, keyboard interrupt
        ports.out8(KEYBOARD_DATA, settings.mouse() ? 0x45 : 0x65);
        ports.out8(KEYBOARD_COMMAND, 0xAE);
        ports.out8(KEYBOARD_COMMAND, 0xDD); // A20 off, as the PC's programs expect
        new A20Gate(ports).enable(false);
    }

    private void startDisks() {
        data.setByte(BiosDataArea.HARD_DISKS, drives.hardDisks().size());
        List<BiosDrive> floppies = drives.floppies();
        for (int i = 0; i < Math.min(2, floppies.size()); i++) {
            floppies.get(i).clearChangeLine();
            data.setByte(BiosDataArea.FLOPPY_MEDIA_STATE + i, 0x17); // medium known, 500 kbit/s
            data.setBits(BiosDataArea.FLOPPY_CAPABILITIES, 0x07 << 4 * i, true);
        }
        FixedDiskTables.setVectors(memory, rom, drives.hardDisks().size());
    }

    /** What the self-test finds and setup programs then compare: extended memory in KiB. */
    private void recordMemory() {
        cmos.writeWord(Cmos.EXTENDED_MEMORY_FOUND, Math.min(extended.kibibytes(), 0xFFFF));
    }
}
