package reliquary.board;

import java.util.List;
import java.util.Optional;
import reliquary.bus.PrinterCable;
import reliquary.bus.SerialLine;

/**
 * What is plugged into a machine's ports, in the order of their numbers; a port without an entry has nothing plugged in.
 *
 * @param serial for COM1 on
 * @param parallel for LPT1 on
 */
public record Cables(List<SerialLine> serial, List<PrinterCable> parallel) {
    /** No cable at all. */
    public static final Cables NONE = new Cables(List.of(), List.of());

    public Cables {
        serial = List.copyOf(serial);
        parallel = List.copyOf(parallel);
    }

    SerialLine serial(int index) {
        return index < serial.size() ? serial.get(index) : SerialLine.UNCONNECTED;
    }

    Optional<PrinterCable> parallel(int index) {
        return index < parallel.size() ? Optional.of(parallel.get(index)) : Optional.empty();
    }
}
