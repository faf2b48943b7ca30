package reliquary.bus;

import java.util.ArrayList;
import java.util.List;

/**
 * The cascade lines CAS0 to CAS2 between one master interrupt controller and its slaves (Intel 8259A data sheet,
 * "Cascade Mode").
 */
public final class InterruptCascade {
    /** A vector that nobody drives: the data bus's pull-ups. */
    private static final int OPEN_BUS = 0xFF;

    private final List<Slave> slaves = new ArrayList<>();

    /** A slave controller as the cascade lines see it. */
    public interface Slave {
        /** The identity that software gave the slave, 0 to 7. */
        int cascadeId();

        /** The interrupt acknowledge cycle: the vector, 0 to 255. */
        int acknowledge();
    }

    public void connect(Slave slave) {
        slaves.add(slave);
    }

    /** The master puts {@code id} on the lines; answers the vector of the slave that has it, FFh if none has. */
    public int acknowledge(int id) {
        for (Slave slave : slaves) {
            if (slave.cascadeId() == id) {
                return slave.acknowledge();
            }
        }
        return OPEN_BUS;
    }
}
