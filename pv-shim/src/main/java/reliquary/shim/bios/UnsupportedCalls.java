package reliquary.shim.bios;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reliquary.shim.GuestCpu;

/** Names each function that a guest asks for in vain, once. */
final class UnsupportedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PvBios.class);

    private final Set<String> told = new HashSet<>();

    /** Logs a call that is answered as firmware without that function answers. */
    void report(int interrupt, GuestCpu cpu, String what) {
        String name = String.format("INT %02Xh AX=%04Xh", interrupt, cpu.ax());
        if (told.add(name)) {
            LOG.warn("{}: {} is not supported", name, what);
        }
    }
}
