package reliquary.device;

import java.util.Optional;
import reliquary.bus.Line;
import reliquary.bus.PortDevice;

/**
 * One ATA cable with its one or two devices, as ISA IDE shows it (T13 1153D, ATA/ATAPI-4, 7 and 9).
 *
 * <p>The command block is eight ports with a data port of 16 or 32 bits at offset 0; {@link #controlBlock} is one port.
 * Registers are written in both devices, and read from the one that the device register selects. A missing device 1 is
 * answered for by device 0: its status reads as 0 (9.16.1). While the selected device is busy or moves data, writes to
 * its command block are lost; a software reset always helps.
 */
public final class AtaChannel implements PortDevice {
    /** Ports of the command block. */
    public static final int PORTS = 8;

    private static final int DATA = 0;
    private static final int ERROR = 1;
    private static final int DEVICE = 6;
    private static final int STATUS = 7;
    private static final int COMMAND = 7;

    private static final int CONTROL_NO_INTERRUPTS = 0x02;
    private static final int CONTROL_RESET = 0x04;
    private static final int CONTROL_PREVIOUS = 0x80;

    private static final int EXECUTE_DIAGNOSTIC = 0x90;

    /** How long a reset or a diagnostic keeps the devices busy. */
    static final long RESET_NANOS = 100_000;

    private final Line irq;
    private final AtaDrive first;
    private final Optional<AtaDrive> second;
    private final boolean[] requests = new boolean[2];
    private AtaInterface answering;
    private boolean secondSelected;
    private int control;

    /**
     * @param irq the board's interrupt request, level while a device asks
     * @param first device 0, the master
     * @param second device 1, the slave, if there is one
     */
    public AtaChannel(Line irq, AtaDrive first, Optional<AtaDrive> second) {
        this.irq = irq;
        this.first = first;
        this.second = second;
        answering = first.end();
        first.end().plug(level -> request(0, level));
        second.ifPresent(drive -> drive.end().plug(level -> request(1, level)));
    }

    /** The control block's one port: alternate status, and the device control register. */
    public PortDevice controlBlock() {
        return new PortDevice() {
            @Override
            public int read8(int offset) {
                return status();
            }

            @Override
            public void write8(int offset, int value) {
                control(value);
            }
        };
    }

    @Override
    public int read8(int offset) {
        return switch (offset) {
            case DATA -> data16() & 0xFF;
            case ERROR -> answering.error();
            case DEVICE ->
                answering.task.read(DEVICE, false) & ~AtaTaskFile.DEVICE_1
                        | (secondSelected ? AtaTaskFile.DEVICE_1 : 0);
            case STATUS -> {
                if (!nobodyIsSelected()) {
                    answering.acknowledge();
                }
                yield status();
            }
            default -> answering.task.read(offset, (control & CONTROL_PREVIOUS) != 0);
        };
    }

    @Override
    public int read16(int offset) {
        return offset == DATA ? data16() : PortDevice.super.read16(offset);
    }

    @Override
    public int read32(int offset) {
        if (offset != DATA) {
            return PortDevice.super.read32(offset);
        }
        int low = data16();
        return low | data16() << 16;
    }

    // An absent device 1 has no data port to speak of.
    private int data16() {
        return nobodyIsSelected() ? 0 : answering.take16();
    }

    @Override
    public void write8(int offset, int value) {
        if (offset == DATA) {
            write16(DATA, value);
        } else if (offset == COMMAND) {
            command(value);
        } else if (answering.isFree()) {
            control &= ~CONTROL_PREVIOUS;
            first.end().task.write(offset, value);
            second.ifPresent(drive -> drive.end().task.write(offset, value));
            if (offset == DEVICE) {
                select((value & AtaTaskFile.DEVICE_1) != 0);
            }
        }
    }

    @Override
    public void write16(int offset, int value) {
        if (offset != DATA) {
            PortDevice.super.write16(offset, value);
        } else if (!nobodyIsSelected()) {
            answering.put16(value);
        }
    }

    @Override
    public void write32(int offset, int value) {
        write16(offset, value & 0xFFFF);
        write16(offset == DATA ? DATA : offset + 2, value >>> 16);
    }

    private boolean nobodyIsSelected() {
        return secondSelected && second.isEmpty();
    }

    private AtaDrive selected() {
        return secondSelected ? second.orElse(first) : first;
    }

    private int status() {
        return nobodyIsSelected() ? 0 : answering.status();
    }

    private void select(boolean toSecond) {
        secondSelected = toSecond;
        answering = selected().end();
        drive();
    }

    private void command(int command) {
        boolean taken = answering.isFree() || selected().interrupts(command);
        if (!taken || (control & CONTROL_RESET) != 0) {
            return;
        }
        control &= ~CONTROL_PREVIOUS;
        if (command == EXECUTE_DIAGNOSTIC) {
            diagnose();
        } else if (!nobodyIsSelected()) {
            answering.acknowledge();
            selected().execute(command);
        }
    }

    /** Both devices execute it, whichever is selected, and device 0 reports (T13 1153D, 8.9). */
    private void diagnose() {
        select(false);
        later(first, () -> {
            first.sign();
            first.end().interrupt();
        });
        second.ifPresent(drive -> later(drive, drive::sign));
    }

    private static void later(AtaDrive drive, Runnable then) {
        drive.end().acknowledge();
        drive.end().busy(RESET_NANOS, then);
    }

    private void control(int value) {
        boolean was = (control & CONTROL_RESET) != 0;
        control = value;
        boolean is = (value & CONTROL_RESET) != 0;
        if (is && !was) {
            select(false);
            hold(first);
            second.ifPresent(AtaChannel::hold);
        } else if (was && !is) {
            later(first, first::reset);
            second.ifPresent(drive -> later(drive, drive::reset));
        }
        drive();
    }

    private static void hold(AtaDrive drive) {
        drive.end().acknowledge();
        drive.end().hold();
    }

    private void request(int device, boolean level) {
        requests[device] = level;
        drive();
    }

    /** Only the selected device drives the wire, and only if the host lets it. */
    private void drive() {
        irq.set(requests[secondSelected ? 1 : 0] && (control & CONTROL_NO_INTERRUPTS) == 0);
    }
}
