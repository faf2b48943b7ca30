package reliquary.shim.bios;

import java.util.function.LongSupplier;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;
import reliquary.shim.Outcome;
import reliquary.shim.PortIo;

/**
 * INT 15h/83h and 86h, waiting for a time in microseconds, and INT 70h, which counts it down: 1,024 periodic interrupts a
 * second of the real-time clock (IBM PC AT Technical Reference, BIOS listing "RTC_INT").
 */
final class EventWait {
    private static final int PIC2_MASK = 0xA1;
    private static final int RTC_LINE = 0x01;
    private static final int MICROS_PER_PERIOD = 976;
    private static final int NANOS_PER_MICRO = 1000;
    private static final int DONE = 0x80;
    private static final int EVENT = 0x01;

    private final GuestMemory memory;
    private final BiosDataArea data;
    private final PortIo ports;
    private final Cmos cmos;
    private final LongSupplier nanos;
    private boolean delaying;
    private long delayEnds;

    EventWait(GuestMemory memory, BiosDataArea data, PortIo ports, Cmos cmos, LongSupplier nanos) {
        this.memory = memory;
        this.data = data;
        this.ports = ports;
        this.cmos = cmos;
        this.nanos = nanos;
    }

    /** Function 83h: AL = 0 sets bit 7 of the byte at ES:BX after CX:DX microseconds, AL = 1 cancels. */
    void event(GuestCpu cpu) {
        boolean busy = data.bits(BiosDataArea.WAIT_ACTIVE, EVENT);
        if (cpu.al() == 1) {
            data.setByte(BiosDataArea.WAIT_ACTIVE, 0);
            periodic(delaying);
        } else if (!busy) {
            data.setDouble(BiosDataArea.WAIT_FLAG_POINTER, cpu.es() << 16 | cpu.bx());
            data.setDouble(BiosDataArea.WAIT_COUNT, cpu.cx() << 16 | cpu.dx());
            data.setByte(BiosDataArea.WAIT_ACTIVE, EVENT);
            periodic(true);
        }
        cpu.flag(GuestCpu.CARRY, busy && cpu.al() != 1);
    }

    /** Function 86h: returns after CX:DX microseconds of guest time; the periodic interrupt wakes the processor. */
    Outcome delay(GuestCpu cpu) {
        if (!delaying) {
            long micros = (cpu.cx() & 0xFFFFL) << 16 | cpu.dx();
            delaying = true;
            delayEnds = nanos.getAsLong() + micros * NANOS_PER_MICRO;
            periodic(true);
        }
        if (nanos.getAsLong() < delayEnds) {
            return Outcome.WAIT;
        }
        delaying = false;
        periodic(data.bits(BiosDataArea.WAIT_ACTIVE, EVENT));
        cpu.flag(GuestCpu.CARRY, false);
        return Outcome.RETURN;
    }

    /** Hypercall B0h from INT 70h: counts the event wait down; AL bit 0 says that the alarm rang. */
    void clockInterrupt(GuestCpu cpu) {
        int causes = cmos.read(Cmos.STATUS_C) & cmos.read(Cmos.STATUS_B);
        if ((causes & Cmos.C_PERIODIC) != 0 && data.bits(BiosDataArea.WAIT_ACTIVE, EVENT)) {
            countDown();
        }
        cpu.al((causes & Cmos.C_ALARM) != 0 ? 1 : 0);
    }

    /** A power-on self-test ends all waiting. */
    void reset() {
        delaying = false;
    }

    private void countDown() {
        long left = (data.doubleAt(BiosDataArea.WAIT_COUNT) & 0xFFFFFFFFL) - MICROS_PER_PERIOD;
        data.setDouble(BiosDataArea.WAIT_COUNT, (int) Math.max(0, left));
        if (left > 0) {
            return;
        }
        int pointer = data.doubleAt(BiosDataArea.WAIT_FLAG_POINTER);
        int flag = GuestMemory.linear(pointer >>> 16, pointer);
        memory.write8(flag, memory.read8(flag) | DONE);
        data.setByte(BiosDataArea.WAIT_ACTIVE, 0);
        periodic(delaying);
    }

    private void periodic(boolean on) {
        cmos.setBits(Cmos.STATUS_B, Cmos.B_PERIODIC, on);
        if (on) {
            ports.out8(PIC2_MASK, ports.in8(PIC2_MASK) & ~RTC_LINE);
        }
    }
}
