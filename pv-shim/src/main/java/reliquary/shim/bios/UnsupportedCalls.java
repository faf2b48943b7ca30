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

    /** Logs a function, named by AH, that is answered as firmware without it answers. */
    void report(int interrupt, GuestCpu cpu, String what) {
        tell(String.format("INT %02Xh AH=%02Xh", interrupt, cpu.ah()), what);
    }

    /** Logs a function that AH and AL name together. */
    void reportSubfunction(int interrupt, GuestCpu cpu, String what) {
        tell(String.format("INT %02Xh AX=%04Xh", interrupt, cpu.ax()), what);
    }

    private void tell(String name, String what) {
        if (told.add(name + what)) {
            LOG.warn("{}: {} is not supported", name, what);
        }
    }
}
