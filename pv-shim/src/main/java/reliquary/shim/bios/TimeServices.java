package reliquary.shim.bios;

import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;

/** INT 1Ah, time of day: the tick count and the real-time clock (IBM PC AT Technical Reference, BIOS listing). */
final class TimeServices {
    /** Ticks in a day: 1800B0h, at 1,193,182 / 65,536 a second. */
    static final int TICKS_PER_DAY = 0x1800B0;

    private static final int SECONDS_PER_DAY = 86_400;

    private final BiosDataArea data;
    private final Cmos cmos;
    private final IdlePolling polling;
    private final UnsupportedCalls unsupported;

    TimeServices(BiosDataArea data, Cmos cmos, IdlePolling polling, UnsupportedCalls unsupported) {
        this.data = data;
        this.polling = polling;
        this.cmos = cmos;
        this.unsupported = unsupported;
    }

    Outcome call(GuestCpu cpu) {
        switch (cpu.ah()) {
            case 0x00 -> {
                return readTicks(cpu);
            }
            case 0x01 -> setTicks(cpu);
            case 0x02 -> readTime(cpu);
            case 0x03 -> setTime(cpu);
            case 0x04 -> readDate(cpu);
            case 0x05 -> setDate(cpu);
            case 0x06 -> setAlarm(cpu);
            case 0x07 -> cancelAlarm(cpu);
            // a PCI BIOS, which an AT has not: asked just to find out
            case 0xB1 -> cpu.flag(GuestCpu.CARRY, true);
            default -> {
                unsupported.report(0x1A, cpu, "this clock function");
                cpu.flag(GuestCpu.CARRY, true);
            }
        }
        return Outcome.RETURN;
    }

    /** Sets the tick count from the real-time clock, as the power-on self-test does. */
    void startTicks() {
        data.setByte(BiosDataArea.MIDNIGHT, 0);
        data.setDouble(BiosDataArea.TICKS, 0);
        if (!running()) {
            return;
        }
        int seconds = (fromBcd(cmos.read(Cmos.HOURS)) * 60 + fromBcd(cmos.read(Cmos.MINUTES))) * 60
                + fromBcd(cmos.read(Cmos.SECONDS));
        data.setDouble(BiosDataArea.TICKS, ticksOf(Math.min(seconds, SECONDS_PER_DAY - 1)));
    }

    /** Ticks since midnight at {@code seconds} after midnight, 0 to 86,399. */
    static int ticksOf(int seconds) {
        return (int) ((long) seconds * TICKS_PER_DAY / SECONDS_PER_DAY);
    }

    /** The value of two packed decimal digits. */
    static int fromBcd(int packed) {
        return (packed >> 4 & 0x0F) * 10 + (packed & 0x0F);
    }

    private Outcome readTicks(GuestCpu cpu) {
        if (polling.shouldHalt(cpu)) {
            return Outcome.WAIT;
        }
        int ticks = data.doubleAt(BiosDataArea.TICKS);
        cpu.cx(ticks >>> 16);
        cpu.dx(ticks);
        cpu.al(data.byteAt(BiosDataArea.MIDNIGHT));
        data.setByte(BiosDataArea.MIDNIGHT, 0);
        return Outcome.RETURN;
    }

    private void setTicks(GuestCpu cpu) {
        data.setDouble(BiosDataArea.TICKS, cpu.cx() << 16 | cpu.dx());
        data.setByte(BiosDataArea.MIDNIGHT, 0);
    }

    private void readTime(GuestCpu cpu) {
        cpu.flag(GuestCpu.CARRY, !running());
        if (!running()) {
            return;
        }
        cpu.ch(cmos.read(Cmos.HOURS));
        cpu.cl(cmos.read(Cmos.MINUTES));
        cpu.dh(cmos.read(Cmos.SECONDS));
        cpu.dl(cmos.read(Cmos.STATUS_B) & Cmos.B_DAYLIGHT);
    }

    private void setTime(GuestCpu cpu) {
        cmos.setBits(Cmos.STATUS_B, Cmos.B_SET, true);
        cmos.write(Cmos.HOURS, cpu.ch());
        cmos.write(Cmos.MINUTES, cpu.cl());
        cmos.write(Cmos.SECONDS, cpu.dh());
        int status = cmos.read(Cmos.STATUS_B) & ~(Cmos.B_SET | Cmos.B_DAYLIGHT);
        cmos.write(Cmos.STATUS_B, status | Cmos.B_24_HOURS | cpu.dl() & Cmos.B_DAYLIGHT);
        cpu.flag(GuestCpu.CARRY, false);
    }

    private void readDate(GuestCpu cpu) {
        cpu.flag(GuestCpu.CARRY, !running());
        if (!running()) {
            return;
        }
        cpu.ch(cmos.read(Cmos.CENTURY));
        cpu.cl(cmos.read(Cmos.YEAR));
        cpu.dh(cmos.read(Cmos.MONTH));
        cpu.dl(cmos.read(Cmos.DAY));
    }

    private void setDate(GuestCpu cpu) {
        cmos.setBits(Cmos.STATUS_B, Cmos.B_SET, true);
        cmos.write(Cmos.CENTURY, cpu.ch());
        cmos.write(Cmos.YEAR, cpu.cl());
        cmos.write(Cmos.MONTH, cpu.dh());
        cmos.write(Cmos.DAY, cpu.dl());
        cmos.setBits(Cmos.STATUS_B, Cmos.B_SET, false);
        cpu.flag(GuestCpu.CARRY, false);
    }

    private void setAlarm(GuestCpu cpu) {
        if ((cmos.read(Cmos.STATUS_B) & Cmos.B_ALARM) != 0) {
            cpu.flag(GuestCpu.CARRY, true);
            return;
        }
        cmos.write(Cmos.HOURS_ALARM, cpu.ch());
        cmos.write(Cmos.MINUTES_ALARM, cpu.cl());
        cmos.write(Cmos.SECONDS_ALARM, cpu.dh());
        cmos.setBits(Cmos.STATUS_B, Cmos.B_ALARM, true);
        cpu.flag(GuestCpu.CARRY, false);
    }

    private void cancelAlarm(GuestCpu cpu) {
        cmos.setBits(Cmos.STATUS_B, Cmos.B_ALARM, false);
        cpu.flag(GuestCpu.CARRY, false);
    }

    /** Whether there is a clock whose battery is good; where no chip answers, the unused bits read as ones too. */
    private boolean running() {
        return cmos.read(Cmos.STATUS_D) == Cmos.D_VALID;
    }
}
