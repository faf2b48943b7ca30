package reliquary.bus;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The 65,536 ports: who answers at which, and what an empty bus reads as.
 *
 * <p>An unclaimed port reads as ones and swallows writes, as the pulled-up data lines of an AT bus do; each is named in
 * the log once.
 */
public final class PortBus {
    private static final Logger LOG = LoggerFactory.getLogger(PortBus.class);
    private static final int PORTS = 0x10000;

    private final Claim[] claims = new Claim[PORTS];

    public PortBus() {
        Arrays.fill(claims, new Claim("nobody", 0, new OpenBus(), false));
    }

    private record Claim(String owner, int first, PortDevice device, boolean taken) {}

    /**
     * Gives {@code count} ports from {@code first} to a device, which sees them as offsets 0 to {@code count - 1}.
     *
     * @throws IllegalStateException if one of them is taken; the message names both owners
     */
    public void attach(String owner, int first, int count, PortDevice device) {
        Claim claim = new Claim(owner, first, device, true);
        for (int port = first; port < first + count; port++) {
            if (claims[port].taken()) {
                throw new IllegalStateException(
                        String.format("port %03Xh is wanted by %s and taken by %s", port, owner, claims[port].owner()));
            }
            claims[port] = claim;
        }
    }

    public int read8(int port) {
        Claim c = claims[port & 0xFFFF];
        return c.device.read8((port & 0xFFFF) - c.first) & 0xFF;
    }

    public void write8(int port, int value) {
        Claim c = claims[port & 0xFFFF];
        c.device.write8((port & 0xFFFF) - c.first, value & 0xFF);
    }

    public int read16(int port) {
        Claim c = claims[port & 0xFFFF];
        if (c != claims[port + 1 & 0xFFFF]) {
            int low = read8(port);
            return low | read8(port + 1) << 8;
        }
        return c.device.read16((port & 0xFFFF) - c.first) & 0xFFFF;
    }

    public void write16(int port, int value) {
        Claim c = claims[port & 0xFFFF];
        if (c != claims[port + 1 & 0xFFFF]) {
            write8(port, value);
            write8(port + 1, value >> 8);
        } else {
            c.device.write16((port & 0xFFFF) - c.first, value & 0xFFFF);
        }
    }

    public int read32(int port) {
        Claim c = claims[port & 0xFFFF];
        if (c != claims[port + 3 & 0xFFFF]) {
            int low = read16(port);
            return low | read16(port + 2) << 16;
        }
        return c.device.read32((port & 0xFFFF) - c.first);
    }

    public void write32(int port, int value) {
        Claim c = claims[port & 0xFFFF];
        if (c != claims[port + 3 & 0xFFFF]) {
            write16(port, value);
            write16(port + 2, value >>> 16);
        } else {
            c.device.write32((port & 0xFFFF) - c.first, value);
        }
    }

    private static final class OpenBus implements PortDevice {
        private final boolean[] told = new boolean[PORTS];

        @Override
        public int read8(int port) {
            tell("read from", port);
            return 0xFF;
        }

        @Override
        public void write8(int port, int value) {
            tell("write to", port);
        }

        /** A wide access at the last port runs over to port 0. */
        private void tell(String what, int offset) {
            int port = offset & 0xFFFF;
            if (!told[port]) {
                told[port] = true;
                LOG.debug("{} port {}h, where no device is", what, Integer.toHexString(port));
            }
        }
    }
}
