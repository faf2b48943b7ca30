package reliquary.device;

import java.nio.ByteBuffer;
import reliquary.bus.MemoryWindow;
import reliquary.bus.MmioDevice;
import reliquary.bus.PageUse;

/**
 * The VGA's 256 KB of display memory in four planes, seen through the window from A0000h to BFFFFh (PS/2 HITR, 2-14).
 *
 * <p>Where one byte in the window is one byte in one plane (text, CGA graphics, chain-4), the processor works on the window's
 * own memory and nobody hears of it; everywhere else each access comes here. {@link #reroute()} chooses and moves the
 * contents over, so that nothing is lost whichever way they were written.
 */
final class VgaMemory implements MmioDevice {
    /** Bytes in the window. */
    static final int WINDOW = 0x20000;

    private static final int PLANE = 0x10000;
    private static final int HALF_BANK = 0x8000;
    private static final int TEXT_PLANES = 0x03;
    private static final int ALL_PLANES = 0x0F;

    private final VgaSequencer sequencer;
    private final VgaGraphics graphics;
    private final MemoryWindow window;
    private final ByteBuffer linear;
    /** Plane n's byte at an address is bits 8n to 8n + 7 of the element there. */
    private final int[] planes = new int[PLANE];

    private Route route = new Route(Kind.ABSENT, 0, WINDOW);

    private enum Kind {
        ABSENT,
        /** Every access is answered here. */
        PLANAR,
        /** Even bytes are plane 0, odd ones plane 1. */
        ODD_EVEN,
        /** Bytes go round the four planes. */
        CHAIN_4,
        /** All bytes are plane 0. */
        PLANE_0;

        boolean isLinear() {
            return compareTo(ODD_EVEN) >= 0;
        }

        int plane(int address) {
            return switch (this) {
                case ODD_EVEN -> address & 1;
                case CHAIN_4 -> address & 3;
                default -> 0;
            };
        }

        /** The address within {@link #plane} of the byte at {@code address}. */
        int index(int address) {
            return address - plane(address);
        }
    }

    /** What is visible in the window, and which bytes of it. */
    private record Route(Kind kind, int offset, int length) {
        PageUse use() {
            return switch (kind) {
                case ABSENT -> PageUse.ABSENT;
                case PLANAR -> PageUse.DEVICE;
                default -> PageUse.RAM;
            };
        }

        /** Where the byte of {@code plane} at {@code index} stands in the window; -1 if it does not. */
        int find(int plane, int index) {
            int address = index + plane;
            boolean here = kind.isLinear() && address < length;
            return here && kind.plane(address) == plane && kind.index(address) == index ? offset + address : -1;
        }
    }

    VgaMemory(VgaSequencer sequencer, VgaGraphics graphics, MemoryWindow window) {
        if (window.size() != WINDOW) {
            throw new IllegalArgumentException("a VGA answers for " + WINDOW + " bytes, not " + window.size());
        }
        this.sequencer = sequencer;
        this.graphics = graphics;
        this.window = window;
        linear = window.bytes();
        window.connect(this);
        window.route(0, WINDOW, PageUse.ABSENT);
    }

    /** The byte of {@code plane} (0 to 3) at {@code index} (0 to FFFFh), wherever it is kept now. */
    int plane(int plane, int index) {
        int place = route.find(plane, index);
        return place < 0 ? planes[index] >> 8 * plane & 0xFF : linear.get(place) & 0xFF;
    }

    /** Takes in what registers say now. {@code enabled}: the adapter answers the processor's accesses at all. */
    void reroute(boolean enabled) {
        Route next = enabled ? routeOfRegisters() : new Route(Kind.ABSENT, 0, WINDOW);
        if (next.equals(route)) {
            return;
        }
        storeLinear();
        route = next;
        loadLinear();
        int end = next.offset + next.length;
        window.route(0, next.offset, PageUse.ABSENT);
        window.route(next.offset, next.length, next.use());
        window.route(end, WINDOW - end, PageUse.ABSENT);
    }

    private Route routeOfRegisters() {
        return switch (graphics.memoryMap()) {
            case 0 -> new Route(Kind.PLANAR, 0, WINDOW);
            case 1 -> new Route(chained4() ? Kind.CHAIN_4 : Kind.PLANAR, 0, PLANE);
            case 2 -> new Route(kindOfHalfBank(), PLANE, HALF_BANK);
            default -> new Route(kindOfHalfBank(), PLANE + HALF_BANK, HALF_BANK);
        };
    }

    private boolean chained4() {
        return sequencer.chain4() && sequencer.mapMask() == ALL_PLANES && graphics.isTransparent();
    }

    private Kind kindOfHalfBank() {
        if (!graphics.isTransparent() || sequencer.chain4()) {
            return Kind.PLANAR;
        }
        boolean oddEven = sequencer.oddEven();
        if (oddEven != graphics.chainOddEven() || oddEven != graphics.readsOddEven()) {
            return Kind.PLANAR;
        }
        if (oddEven) {
            return sequencer.mapMask() == TEXT_PLANES && graphics.readMap() < 2 ? Kind.ODD_EVEN : Kind.PLANAR;
        }
        // Elsewhere than in the colour text window, programs that go from plane to plane would move contents each time.
        boolean monochromeGraphics = graphics.memoryMap() == 3 && sequencer.mapMask() == 1 && graphics.readMap() == 0;
        return monochromeGraphics ? Kind.PLANE_0 : Kind.PLANAR;
    }

    private void storeLinear() {
        if (!route.kind.isLinear()) {
            return;
        }
        for (int address = 0; address < route.length; address++) {
            int shift = 8 * route.kind.plane(address);
            int index = route.kind.index(address);
            planes[index] = planes[index] & ~(0xFF << shift) | (linear.get(route.offset + address) & 0xFF) << shift;
        }
    }

    private void loadLinear() {
        if (!route.kind.isLinear()) {
            return;
        }
        window.wrote(route.offset, route.length);
        for (int address = 0; address < route.length; address++) {
            int shift = 8 * route.kind.plane(address);
            linear.put(route.offset + address, (byte) (planes[route.kind.index(address)] >> shift));
        }
    }

    @Override
    public int read8(int offset) {
        int address = offset - route.offset;
        int plane = sequencer.chain4()
                ? address & 3
                : graphics.readsOddEven() ? graphics.readMap() & 2 | address & 1 : graphics.readMap();
        return graphics.readPlanes(planes[index(address)], plane);
    }

    @Override
    public void write8(int offset, int value) {
        int address = offset - route.offset;
        int index = index(address);
        planes[index] = graphics.writePlanes(planes[index], value, writtenPlanes(address));
    }

    private int writtenPlanes(int address) {
        if (sequencer.chain4()) {
            return sequencer.mapMask() & 1 << (address & 3);
        }
        if (sequencer.oddEven()) {
            return sequencer.mapMask() & ((address & 1) == 0 ? 0b0101 : 0b1010);
        }
        return sequencer.mapMask();
    }

    /** The address within the planes: bits that choose the plane are replaced by those above bit 15. */
    private int index(int address) {
        if (sequencer.chain4()) {
            return address & 0xFFFC | address >> 16;
        }
        if (graphics.chainOddEven()) {
            return address & 0xFFFE | address >> 16;
        }
        return address & 0xFFFF;
    }
}
