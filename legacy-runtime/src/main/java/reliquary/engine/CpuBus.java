package reliquary.engine;

import java.util.OptionalInt;
import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;

/** What a processor meets outside memory: ports, and firmware that runs on the host. */
public interface CpuBus {

    /** Reads 1, 2 or 4 bytes ({@code size}) from a port. */
    int in(int port, int size);

    /** Writes 1, 2 or 4 bytes ({@code size}) to a port. */
    void out(int port, int size, int value);

    /** Whether the host serves the hypercall {@code number} met at a linear address; false makes it an invalid instruction. */
    boolean servesCallAt(int linear, int number);

    /**
     * Serves a hypercall. {@code cpu} shows the caller's registers and takes the results.
     *
     * @return how the processor goes on
     */
    Outcome call(int number, GuestCpu cpu);

    /**
     * Acknowledges the interrupt that waits, if one does: called where a service of the firmware would have let it in.
     *
     * @return its vector, 0 to 255, or empty
     */
    OptionalInt takeInterrupt();
}
