package reliquary.device;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import reliquary.bus.DmaChannel;
import reliquary.bus.DmaPages;
import reliquary.bus.PhysicalMemory;
import reliquary.bus.PortDevice;

/**
 * Intel 8237A DMA controller (Intel data sheet 231466) as the AT wires its two: the lower moves bytes within 64 KB pages, the
 * upper words within 128 KB pages and has its registers two ports apart.
 *
 * <p>Sixteen registers. Transfers take no guest time: devices pace themselves. After power-on all channels are masked.
 */
public final class Dma8237 implements PortDevice {
    private static final int CHANNELS = 4;

    private static final int COMMAND_MEMORY_TO_MEMORY = 0x01;
    private static final int COMMAND_HOLD_ADDRESS = 0x02;
    private static final int COMMAND_DISABLE = 0x04;

    private static final int MODE_TYPE = 0x0C;
    private static final int MODE_TO_MEMORY = 0x04;
    private static final int MODE_FROM_MEMORY = 0x08;
    private static final int MODE_AUTO = 0x10;
    private static final int MODE_DOWN = 0x20;
    private static final int MODE_CASCADE = 0xC0;

    private final PhysicalMemory memory;
    private final DmaPages pages;
    private final BooleanSupplier granted;
    /** 0 for byte transfers, 1 for words. */
    private final int wide;

    private final Channel[] channels = new Channel[CHANNELS];
    private int command;
    private int mask = 0x0F;
    private int requests;
    private int softwareRequests;
    private int finished;
    private int temporary;
    private boolean highByte;

    private Dma8237(PhysicalMemory memory, DmaPages pages, BooleanSupplier granted, int wide) {
        this.memory = memory;
        this.pages = pages;
        this.granted = granted;
        this.wide = wide;
        for (int i = 0; i < CHANNELS; i++) {
            channels[i] = new Channel(i);
        }
    }

    /** The controller of channels 4 to 7, numbered 0 to 3 here; its channel 0 is the lower one's way to the bus. */
    public static Dma8237 upper(PhysicalMemory memory, DmaPages pages) {
        return new Dma8237(memory, pages, () -> true, 1);
    }

    /** The controller of channels 0 to 3, whose bus requests go through {@code upper}'s channel 0. */
    public static Dma8237 lower(PhysicalMemory memory, DmaPages pages, Dma8237 upper) {
        return new Dma8237(memory, pages, upper::cascades, 0);
    }

    /** The device's end of a channel, 0 to 3. */
    public DmaChannel channel(int number) {
        return channels[number];
    }

    @Override
    public int read8(int offset) {
        int register = offset >> wide;
        if (register < 8) {
            Channel channel = channels[register >> 1];
            return nextByte((register & 1) == 0 ? channel.address : channel.count);
        }
        return switch (register) {
            case 0x8 -> {
                int status = requests << 4 | finished;
                finished = 0;
                yield status;
            }
            case 0xD -> temporary;
            default -> 0xFF; // the data sheet calls these reads illegal
        };
    }

    @Override
    public void write8(int offset, int value) {
        int register = offset >> wide;
        if (register < 8) {
            channels[register >> 1].program((register & 1) != 0, value);
            return;
        }
        int bit = 1 << (value & 3);
        boolean set = (value & 0x04) != 0;
        switch (register) {
            case 0x8 -> command = value;
            case 0x9 -> {
                softwareRequests = set ? softwareRequests | bit : softwareRequests & ~bit;
                moveMemory();
            }
            case 0xA -> mask = set ? mask | bit : mask & ~bit;
            case 0xB -> channels[value & 3].mode = value & 0xFC;
            case 0xC -> highByte = false;
            case 0xD -> masterClear();
            case 0xE -> mask = 0;
            default -> mask = value & 0x0F;
        }
    }

    private void masterClear() {
        command = 0;
        finished = 0;
        softwareRequests = 0;
        temporary = 0;
        highByte = false;
        mask = 0x0F;
    }

    private int nextByte(int value) {
        highByte = !highByte;
        return highByte ? value & 0xFF : value >> 8;
    }

    /** Whether channel 0 lets the controller behind it through. */
    private boolean cascades() {
        return enabled(0) && (channels[0].mode & MODE_CASCADE) == MODE_CASCADE;
    }

    private boolean enabled(int channel) {
        return (command & COMMAND_DISABLE) == 0 && (mask >> channel & 1) == 0;
    }

    /** Channel 0 asked for by software copies to where channel 1 points, for channel 1's count. */
    private void moveMemory() {
        boolean wanted = (command & COMMAND_MEMORY_TO_MEMORY) != 0 && (softwareRequests & 1) != 0;
        if (!wanted || (command & COMMAND_DISABLE) != 0 || !granted.getAsBoolean()) {
            return;
        }
        Channel source = channels[0];
        Channel target = channels[1];
        boolean ended;
        do {
            temporary = memory.read8(source.physical());
            memory.write8(target.physical(), temporary);
            if ((command & COMMAND_HOLD_ADDRESS) == 0) {
                source.step(1);
            }
            ended = target.advance(1);
        } while (!ended);
        softwareRequests &= ~1;
    }

    /** One channel's registers and its device's view of them. */
    private final class Channel implements DmaChannel {
        private final int number;
        private int baseAddress;
        private int baseCount;
        private int address;
        private int count;
        private int mode;

        Channel(int number) {
            this.number = number;
        }

        void program(boolean isCount, int value) {
            int old = isCount ? baseCount : baseAddress;
            int written = highByte ? old & 0xFF | value << 8 : old & 0xFF00 | value;
            highByte = !highByte;
            if (isCount) {
                baseCount = written;
                count = written;
            } else {
                baseAddress = written;
                address = written;
            }
        }

        @Override
        public void request(boolean level) {
            requests = level ? requests | 1 << number : requests & ~(1 << number);
        }

        @Override
        public boolean isOpen() {
            boolean cascade = (mode & MODE_CASCADE) == MODE_CASCADE;
            return enabled(number) && !cascade && granted.getAsBoolean();
        }

        @Override
        public Transfer toMemory(ByteBuffer source) {
            return move(source, MODE_TO_MEMORY);
        }

        @Override
        public Transfer fromMemory(ByteBuffer target) {
            return move(target, MODE_FROM_MEMORY);
        }

        /** Moves stretches that neither wrap nor end; a channel set to verify, or the other way, only counts. */
        private Transfer move(ByteBuffer data, int type) {
            int moved = 0;
            boolean ended = false;
            while (!ended && isOpen() && data.remaining() >> wide > 0) {
                int units = Math.min(data.remaining() >> wide, stretch());
                ByteBuffer part = data.slice(data.position(), units << wide);
                if ((mode & MODE_TYPE) == type && type == MODE_TO_MEMORY) {
                    memory.write(physical(), part);
                } else if ((mode & MODE_TYPE) == type) {
                    memory.read(physical(), part);
                }
                data.position(data.position() + (units << wide));
                moved += units << wide;
                ended = advance(units);
            }
            return new Transfer(moved, ended);
        }

        /** Transfers until the count ends or the address wraps; one by one while the address goes down. */
        private int stretch() {
            return (mode & MODE_DOWN) != 0 ? 1 : Math.min(count + 1, 0x10000 - address);
        }

        private int physical() {
            return (pages.page(number) << 16) + (address << wide);
        }

        private void step(int units) {
            address = address + ((mode & MODE_DOWN) != 0 ? -units : units) & 0xFFFF;
        }

        /** Counts transfers, at most what is left; answers whether that was the terminal count. */
        private boolean advance(int units) {
            step(units);
            boolean ended = units > count;
            count = count - units & 0xFFFF;
            if (ended) {
                finished |= 1 << number;
                softwareRequests &= ~(1 << number);
                if ((mode & MODE_AUTO) != 0) {
                    address = baseAddress;
                    count = baseCount;
                } else {
                    mask |= 1 << number;
                }
            }
            return ended;
        }
    }
}
