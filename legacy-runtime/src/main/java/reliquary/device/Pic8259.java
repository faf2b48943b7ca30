package reliquary.device;

import reliquary.bus.InterruptCascade;
import reliquary.bus.Line;
import reliquary.bus.PortDevice;

/**
 * Intel 8259A programmable interrupt controller (Intel data sheet 231468).
 *
 * <p>Two ports: offset 0 takes ICW1, OCW2 and OCW3 and reads IRR or ISR, offset 1 takes ICW2 to ICW4 and OCW1 and reads
 * IMR. After power-on nothing is passed on until software has initialised the chip.
 */
public final class Pic8259 implements PortDevice, InterruptCascade.Slave {
    private static final int NONE = -1;
    private static final int SPURIOUS = 7;
    private static final int READY = 0;

    private final boolean master;
    private final Line intr;
    private final InterruptCascade cascade;

    /** The ICW that offset 1 takes next, 2 to 4; {@link #READY} in operation; 1 until the first ICW1. */
    private int expects = 1;

    private int icw1;
    private int icw2;
    private int icw3;
    private int icw4;

    private int inputs;
    private int edges;
    private int levelTriggered;
    private int inService;
    private int mask;
    private int lowest = 7;
    private boolean specialMask;
    private boolean rotateInAutoEoi;
    private boolean readInService;
    private boolean poll;
    private boolean pending;

    private Pic8259(boolean master, Line intr, InterruptCascade cascade) {
        this.master = master;
        this.intr = intr;
        this.cascade = cascade;
    }

    /** A controller with its SP/EN pin high: it names slaves on {@code cascade}; {@code intr} goes to the processor. */
    public static Pic8259 master(Line intr, InterruptCascade cascade) {
        return new Pic8259(true, intr, cascade);
    }

    /** A controller with its SP/EN pin low, listening to {@code cascade}; {@code intr} goes to one of the master's inputs. */
    public static Pic8259 slave(Line intr, InterruptCascade cascade) {
        Pic8259 slave = new Pic8259(false, intr, cascade);
        cascade.connect(slave);
        return slave;
    }

    /** Input IR0 to IR7. */
    public Line irq(int input) {
        int bit = 1 << input;
        return level -> drive(bit, level);
    }

    /** Whether INT is high: an interrupt that the processor should acknowledge. */
    public boolean pending() {
        return pending;
    }

    /**
     * Sets which inputs are level-triggered although ICW1 says edge (the ELCR registers of Intel's 82374EB and later
     * bridges): bit n is input n.
     */
    public void levelTriggered(int inputMask) {
        levelTriggered = inputMask & 0xFF;
        update();
    }

    @Override
    public int cascadeId() {
        return icw3 & 7;
    }

    /** The processor's acknowledge cycle: the vector, 0 to 255; that of input 7 if the request is gone ("spurious"). */
    @Override
    public int acknowledge() {
        int level = serve();
        boolean cascaded = level != NONE && hasSlave(level);
        int vector = cascaded ? cascade.acknowledge(level) : vector(level == NONE ? SPURIOUS : level);
        intr.set(false);
        pending = false;
        update();
        return vector;
    }

    @Override
    public int read8(int offset) {
        if (poll) {
            poll = false;
            int level = serve();
            update();
            return level == NONE ? 0 : 0x80 | level;
        }
        if (offset == 1) {
            return mask;
        }
        return readInService ? inService : requests();
    }

    @Override
    public void write8(int offset, int value) {
        if (offset == 0) {
            if ((value & 0x10) != 0) {
                initialise(value);
            } else if ((value & 0x08) != 0) {
                operationWord3(value);
            } else {
                operationWord2(value);
            }
        } else {
            switch (expects) {
                case 2 -> {
                    icw2 = value;
                    expects = (icw1 & 0x02) == 0 ? 3 : after3();
                }
                case 3 -> {
                    icw3 = value;
                    expects = after3();
                }
                case 4 -> {
                    icw4 = value;
                    expects = READY;
                }
                default -> mask = value;
            }
        }
        update();
    }

    private int after3() {
        return (icw1 & 0x01) != 0 ? 4 : READY;
    }

    private void initialise(int value) {
        icw1 = value;
        icw3 = master ? 0 : 7;
        icw4 = 0;
        expects = 2;
        edges = 0;
        inService = 0;
        mask = 0;
        lowest = 7;
        specialMask = false;
        rotateInAutoEoi = false;
        readInService = false;
        poll = false;
    }

    private void operationWord2(int value) {
        int level = value & 7;
        switch (value >> 5) {
            case 0b000 -> rotateInAutoEoi = false;
            case 0b100 -> rotateInAutoEoi = true;
            case 0b001 -> endOfInterrupt();
            case 0b011 -> inService &= ~(1 << level);
            case 0b101 -> {
                int ended = endOfInterrupt();
                lowest = ended == NONE ? lowest : ended;
            }
            case 0b111 -> {
                inService &= ~(1 << level);
                lowest = level;
            }
            case 0b110 -> lowest = level;
            default -> {
                // 010 is "no operation"
            }
        }
    }

    private void operationWord3(int value) {
        if ((value & 0x40) != 0) {
            specialMask = (value & 0x20) != 0;
        }
        if ((value & 0x04) != 0) {
            poll = true;
        } else if ((value & 0x02) != 0) {
            readInService = (value & 0x01) != 0;
        }
    }

    /** The non-specific EOI; in special mask mode it does not touch masked levels. */
    private int endOfInterrupt() {
        int level = first(specialMask ? inService & ~mask : inService);
        if (level != NONE) {
            inService &= ~(1 << level);
        }
        return level;
    }

    private void drive(int bit, boolean level) {
        boolean was = (inputs & bit) != 0;
        if (level == was) {
            return;
        }
        inputs ^= bit;
        if (level) {
            edges |= bit;
        } else {
            edges &= ~bit;
        }
        update();
    }

    /** IRR: a request lasts only while its input is high, whatever the trigger mode. */
    private int requests() {
        int byLevel = (icw1 & 0x08) != 0 ? 0xFF : levelTriggered;
        return inputs & byLevel | edges & ~byLevel;
    }

    /** Takes the most urgent request into service and answers its level. */
    private int serve() {
        int level = eligible();
        if (level != NONE) {
            edges &= ~(1 << level);
            if ((icw4 & 0x02) == 0) {
                inService |= 1 << level;
            } else if (rotateInAutoEoi) {
                lowest = level;
            }
        }
        return level;
    }

    private int eligible() {
        if (expects != READY) {
            return NONE;
        }
        int request = first(requests() & ~mask);
        int serving = first(specialMask ? inService & ~mask : inService);
        if (request == NONE || serving == NONE || rank(request) < rank(serving)) {
            return request;
        }
        boolean nestsInSlave = (icw4 & 0x10) != 0 && request == serving && hasSlave(request);
        return nestsInSlave ? request : NONE;
    }

    private boolean hasSlave(int level) {
        return master && (icw1 & 0x02) == 0 && (icw3 >> level & 1) != 0;
    }

    /** 0 is the most urgent level, 7 the least. */
    private int rank(int level) {
        return level - lowest - 1 & 7;
    }

    private int first(int levels) {
        for (int rank = 0; rank < 8; rank++) {
            int level = rank + lowest + 1 & 7;
            if ((levels >> level & 1) != 0) {
                return level;
            }
        }
        return NONE;
    }

    /** The 8086 takes the second acknowledge byte: in 8080 mode that is the low half of a CALL's address. */
    private int vector(int level) {
        if ((icw4 & 0x01) != 0) {
            return icw2 & 0xF8 | level;
        }
        return (icw1 & 0x04) != 0 ? icw1 & 0xE0 | level << 2 : icw1 & 0xC0 | level << 3;
    }

    private void update() {
        boolean now = eligible() != NONE;
        if (now != pending) {
            pending = now;
            intr.set(now);
        }
    }
}
