package reliquary.device;

import java.time.LocalDateTime;
import java.util.Arrays;
import reliquary.bus.Line;
import reliquary.bus.PortDevice;
import reliquary.clock.EventQueue;

/**
 * Motorola MC146818 real-time clock plus RAM (Motorola data sheet ADI-856) with the 128 bytes of later parts.
 *
 * <p>Two ports: offset 0 selects a byte (bit 7 is the board's NMI mask), offset 1 reads and writes it. Time advances with
 * guest time alone. The byte at 32h holds the century and is carried along when the year wraps, as the RTCs in AT
 * chipsets do; like theirs, its leap years are those divisible by four.
 */
public final class Rtc146818 implements PortDevice {
    /** Where AT firmware keeps the century, in the format of the other time bytes. */
    public static final int CENTURY = 0x32;

    static final long SECOND = 1_000_000_000;
    /** The update cycle of a chip with a 32,768 Hz crystal takes 1,984 us and is announced 244 us before. */
    static final long UPDATE_IN_PROGRESS = 2_228_000;

    private static final int SIZE = 128;
    private static final int SECONDS = 0;
    private static final int MINUTES = 2;
    private static final int HOURS = 4;
    private static final int WEEKDAY = 6;
    private static final int DAY = 7;
    private static final int MONTH = 8;
    private static final int YEAR = 9;
    private static final int A = 10;
    private static final int B = 11;
    private static final int C = 12;
    private static final int D = 13;

    private static final int A_UPDATING = 0x80;
    private static final int A_RUNNING = 0x20;
    private static final int A_DEFAULT = 0x26;
    private static final int B_SET = 0x80;
    private static final int B_UPDATE_INTERRUPT = 0x10;
    private static final int B_BINARY = 0x04;
    private static final int B_24_HOURS = 0x02;
    private static final int B_DAYLIGHT = 0x01;
    private static final int PERIODIC = 0x40;
    private static final int ALARM = 0x20;
    private static final int UPDATE_ENDED = 0x10;
    private static final int REQUEST = 0x80;
    private static final int D_VALID = 0x80;

    private static final int CHECKSUM_FIRST = 0x10;
    private static final int CHECKSUM_LAST = 0x2D;
    private static final int CHECKSUM = 0x2E;

    private final EventQueue events;
    private final Line irq;
    private final EventQueue.Timer second;
    private final EventQueue.Timer periodic;
    private final byte[] ram = new byte[SIZE];
    private int index;
    private boolean nmiMasked;
    /** Guest time from which the divider chain counts. */
    private long origin;
    /** The number of periodic ticks, counted from {@link #origin}, that register C has been told of. */
    private long periodsSeen;

    private boolean fellBack;

    /** @param start what the clock says when guest time is 0, in the years 0 to 9999 */
    public Rtc146818(EventQueue events, LocalDateTime start, Line irq) {
        this.events = events;
        this.irq = irq;
        second = events.timer("RTC second", this::tick);
        periodic = events.timer("RTC periodic", this::periodicTick);
        ram[A] = A_DEFAULT;
        ram[B] = B_24_HOURS;
        ram[D] = (byte) D_VALID;
        set(start);
        second.armAt(origin + SECOND);
    }

    /** Sets date and time in the format that register B asks for; fractions of a second are dropped. */
    public void set(LocalDateTime time) {
        put(SECONDS, time.getSecond());
        put(MINUTES, time.getMinute());
        putHour(time.getHour());
        put(WEEKDAY, time.getDayOfWeek().getValue() % 7 + 1);
        put(DAY, time.getDayOfMonth());
        put(MONTH, time.getMonthValue());
        put(YEAR, time.getYear() % 100);
        put(CENTURY, time.getYear() / 100);
    }

    /** Whether software has masked the processor's NMI with bit 7 of offset 0. */
    public boolean nmiMasked() {
        return nmiMasked;
    }

    /** What a byte of the CMOS holds, 0 to 127, without the effect of reading it. */
    public int peek(int address) {
        return ram[address] & 0xFF;
    }

    /** Stores a byte of CMOS RAM, 0Eh to 7Fh, as the firmware's setup program does; see {@link #updateChecksum}. */
    public void store(int address, int value) {
        if (address <= D || address >= SIZE) {
            throw new IllegalArgumentException(String.format("CMOS RAM is 0Eh to 7Fh, not %02Xh", address));
        }
        ram[address] = (byte) value;
    }

    /** Writes the sum of the bytes 10h to 2Dh to 2Eh (high) and 2Fh (IBM PC AT Technical Reference, "CMOS checksum"). */
    public void updateChecksum() {
        int sum = 0;
        for (int i = CHECKSUM_FIRST; i <= CHECKSUM_LAST; i++) {
            sum += ram[i] & 0xFF;
        }
        ram[CHECKSUM] = (byte) (sum >> 8);
        ram[CHECKSUM + 1] = (byte) sum;
    }

    @Override
    public int read8(int offset) {
        if (offset == 0) {
            return 0xFF; // the index cannot be read back
        }
        return switch (index) {
            case A -> ram[A] & 0xFF | (updating() ? A_UPDATING : 0);
            case C -> takeFlags();
            default -> ram[index] & 0xFF;
        };
    }

    @Override
    public void write8(int offset, int value) {
        if (offset == 0) {
            index = value & 0x7F;
            nmiMasked = (value & 0x80) != 0;
            return;
        }
        switch (index) {
            case A -> writeA(value & ~A_UPDATING);
            case B -> {
                notePeriods();
                ram[B] = (byte) ((value & B_SET) != 0 ? value & ~B_UPDATE_INTERRUPT : value);
                interrupt();
                armPeriodic();
            }
            case C, D -> {
                // read only
            }
            default -> ram[index] = (byte) value;
        }
    }

    private void writeA(int value) {
        boolean was = running();
        notePeriods();
        ram[A] = (byte) value;
        if (running() && !was) {
            // The first update comes half a second after the divider is let go.
            origin = events.now() - SECOND / 2;
            second.armAt(origin + SECOND);
        } else if (!running()) {
            second.cancel();
        }
        periodsSeen = periodsNow();
        armPeriodic();
    }

    /** The divider runs from a 32,768 Hz crystal only with DV = 010. */
    private boolean running() {
        return (ram[A] & 0x70) == A_RUNNING;
    }

    private boolean updating() {
        boolean frozen = (ram[B] & B_SET) != 0;
        return running() && !frozen && second.at() - events.now() <= UPDATE_IN_PROGRESS;
    }

    private int takeFlags() {
        notePeriods();
        int flags = ram[C] & 0xFF;
        ram[C] = 0;
        irq.set(false);
        armPeriodic();
        return flags;
    }

    private void flag(int bits) {
        ram[C] |= (byte) bits;
        interrupt();
    }

    private void interrupt() {
        boolean request = (ram[B] & ram[C] & (PERIODIC | ALARM | UPDATE_ENDED)) != 0;
        ram[C] = (byte) (request ? ram[C] | REQUEST : ram[C] & ~REQUEST);
        irq.set(request);
    }

    private void tick() {
        second.armAt(second.at() + SECOND);
        if ((ram[B] & B_SET) != 0) {
            return;
        }
        advance();
        flag(alarmMatches() ? UPDATE_ENDED | ALARM : UPDATE_ENDED);
    }

    private boolean alarmMatches() {
        for (int i = SECONDS; i <= HOURS; i += 2) {
            boolean any = (ram[i + 1] & 0xC0) == 0xC0;
            if (!any && ram[i] != ram[i + 1]) {
                return false;
            }
        }
        return true;
    }

    private void advance() {
        if (carry(SECONDS, 0, 59) && carry(MINUTES, 0, 59)) {
            int hour = (hour() + 1) % 24;
            putHour(hour);
            if (hour == 0) {
                nextDay();
            }
            saveDaylight(hour);
        }
    }

    private void nextDay() {
        fellBack = false;
        carry(WEEKDAY, 1, 7);
        if (carry(DAY, 1, daysInMonth()) && carry(MONTH, 1, 12) && carry(YEAR, 0, 99)) {
            carry(CENTURY, 0, 99);
        }
    }

    /** US rules of 1967 to 1986: the last Sundays of April and October at 2 o'clock. */
    private void saveDaylight(int hour) {
        boolean lastSunday = get(WEEKDAY) == 1 && get(DAY) > daysInMonth() - 7;
        if ((ram[B] & B_DAYLIGHT) == 0 || hour != 2 || !lastSunday) {
            return;
        }
        if (get(MONTH) == 4) {
            putHour(3);
        } else if (get(MONTH) == 10 && !fellBack) {
            putHour(1);
            fellBack = true;
        }
    }

    private int daysInMonth() {
        return switch (get(MONTH)) {
            case 4, 6, 9, 11 -> 30;
            case 2 -> get(YEAR) % 4 == 0 ? 29 : 28;
            default -> 31;
        };
    }

    /** Adds one to a byte that runs from {@code first} to {@code last}; answers whether it wrapped. */
    private boolean carry(int address, int first, int last) {
        int next = get(address) + 1;
        put(address, next > last ? first : next);
        return next > last;
    }

    private int get(int address) {
        return decode(ram[address] & 0xFF);
    }

    private void put(int address, int value) {
        ram[address] = (byte) encode(value);
    }

    private int hour() {
        int stored = ram[HOURS] & 0xFF;
        if ((ram[B] & B_24_HOURS) != 0) {
            return decode(stored);
        }
        return decode(stored & 0x7F) % 12 + (stored >= 0x80 ? 12 : 0);
    }

    private void putHour(int hour) {
        if ((ram[B] & B_24_HOURS) != 0) {
            put(HOURS, hour);
        } else {
            put(HOURS, (hour + 11) % 12 + 1);
            ram[HOURS] |= (byte) (hour >= 12 ? 0x80 : 0);
        }
    }

    private int decode(int stored) {
        return (ram[B] & B_BINARY) != 0 ? stored : (stored >> 4) * 10 + (stored & 15);
    }

    private int encode(int value) {
        return (ram[B] & B_BINARY) != 0 ? value : value / 10 << 4 | value % 10;
    }

    /** The periodic rate as a power of two of 32,768 Hz ticks; 0 is off. */
    private int periodShift() {
        int rate = ram[A] & 15;
        if (rate == 0 || !running()) {
            return 0;
        }
        return rate <= 2 ? rate + 6 : rate - 1;
    }

    /** Whole periods since the origin; 32,768 Hz is 64 ticks in 1,953,125 ns. */
    private long periodsNow() {
        int shift = periodShift();
        long nanos = events.now() - origin;
        return shift == 0 ? 0 : nanos / 1_953_125 * 64 + nanos % 1_953_125 * 64 / 1_953_125 >> shift;
    }

    /** Sets the periodic flag if a period has ended since the last look. */
    private void notePeriods() {
        long now = periodsNow();
        if (now != periodsSeen) {
            periodsSeen = now;
            flag(PERIODIC);
        }
    }

    private void periodicTick() {
        notePeriods();
        armPeriodic();
    }

    /** An event is needed only for a flag that will interrupt and is not yet set. */
    private void armPeriodic() {
        int shift = periodShift();
        boolean wanted = shift != 0 && (ram[B] & PERIODIC) != 0 && (ram[C] & PERIODIC) == 0;
        if (wanted) {
            long tick = periodsSeen + 1 << shift;
            periodic.armAt(origin + tick / 64 * 1_953_125 + (tick % 64 * 1_953_125 + 63) / 64);
        } else {
            periodic.cancel();
        }
    }

    /** All 128 bytes, for saving and comparing. */
    public byte[] contents() {
        return Arrays.copyOf(ram, SIZE);
    }
}
