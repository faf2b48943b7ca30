package reliquary.device;

import java.util.function.IntConsumer;
import reliquary.bus.PortDevice;

/** Edge/level control registers ELCR1 and ELCR2 (Intel 82374EB/SB data sheet, 3.4.13): two ports, one bit an input. */
public final class EdgeLevelControl implements PortDevice {
    /** The timer, the keyboard, the cascade, the clock and the coprocessor stay edge-triggered. */
    private static final int[] CHANGEABLE = {0xF8, 0xDE};

    private final IntConsumer[] controllers;
    private final int[] levels = new int[2];

    /** The two controllers' trigger mode inputs, each told the mask of its level-triggered inputs. */
    public EdgeLevelControl(IntConsumer master, IntConsumer slave) {
        controllers = new IntConsumer[] {master, slave};
    }

    @Override
    public int read8(int offset) {
        return levels[offset];
    }

    @Override
    public void write8(int offset, int value) {
        levels[offset] = value & CHANGEABLE[offset];
        controllers[offset].accept(levels[offset]);
    }
}
