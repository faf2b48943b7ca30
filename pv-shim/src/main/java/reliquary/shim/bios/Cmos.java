package reliquary.shim.bios;

import reliquary.shim.PortIo;

/** The bytes of the MC146818 and its CMOS memory, named as in the IBM PC AT Technical Reference, "Real-Time Clock". */
final class Cmos {
    static final int SECONDS = 0x00;
    static final int SECONDS_ALARM = 0x01;
    static final int MINUTES = 0x02;
    static final int MINUTES_ALARM = 0x03;
    static final int HOURS = 0x04;
    static final int HOURS_ALARM = 0x05;
    static final int DAY = 0x07;
    static final int MONTH = 0x08;
    static final int YEAR = 0x09;
    static final int STATUS_A = 0x0A;
    static final int STATUS_B = 0x0B;
    static final int STATUS_C = 0x0C;
    static final int STATUS_D = 0x0D;
    static final int SHUTDOWN = 0x0F;
    static final int BASE_MEMORY = 0x15;
    static final int EXTENDED_MEMORY_FOUND = 0x30;
    static final int CENTURY = 0x32;

    /** Status A: 32,768 Hz time base, periodic interrupt 1,024 times a second. */
    static final int A_RUNNING = 0x26;

    /** Status B: stop updates while the time is being set. */
    static final int B_SET = 0x80;

    static final int B_PERIODIC = 0x40;
    static final int B_ALARM = 0x20;
    static final int B_24_HOURS = 0x02;
    static final int B_DAYLIGHT = 0x01;
    static final int C_PERIODIC = 0x40;
    static final int C_ALARM = 0x20;
    /** Status D: the battery kept the content. */
    static final int D_VALID = 0x80;

    private static final int INDEX = 0x70;
    private static final int DATA = 0x71;

    private final PortIo ports;

    Cmos(PortIo ports) {
        this.ports = ports;
    }

    int read(int index) {
        ports.out8(INDEX, index);
        return ports.in8(DATA);
    }

    void write(int index, int value) {
        ports.out8(INDEX, index);
        ports.out8(DATA, value & 0xFF);
    }

    /** Sets or clears bits of one byte. */
    void setBits(int index, int mask, boolean on) {
        int old = read(index);
        write(index, on ? old | mask : old & ~mask);
    }

    void writeWord(int index, int value) {
        write(index, value);
        write(index + 1, value >> 8);
    }
}
