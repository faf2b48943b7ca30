package reliquary.board;

import java.util.Map;
import java.util.TreeMap;
import reliquary.bus.InterruptCascade;
import reliquary.bus.Line;
import reliquary.bus.PortBus;
import reliquary.bus.SharedLine;
import reliquary.device.EdgeLevelControl;
import reliquary.device.Pic8259;

/** The two interrupt controllers of an AT: sixteen requests, the second controller on request 2 of the first. */
final class Interrupts {
    private static final int INPUTS = 8;

    private final Pic8259 master;
    private final Pic8259 slave;
    private final Map<Integer, SharedLine> shared = new TreeMap<>();

    /** @param intr the processor's INTR pin */
    Interrupts(PortBus ports, Line intr) {
        InterruptCascade cascade = new InterruptCascade();
        master = Pic8259.master(intr, cascade);
        slave = Pic8259.slave(master.irq(PcMap.IRQ_CASCADE), cascade);
        ports.attach("interrupt controller 1", PcMap.PIC1, PcMap.PIC_COUNT, master);
        ports.attach("interrupt controller 2", PcMap.PIC2, PcMap.PIC_COUNT, slave);
        ports.attach(
                "edge/level control",
                PcMap.ELCR,
                PcMap.ELCR_COUNT,
                new EdgeLevelControl(master::levelTriggered, slave::levelTriggered));
    }

    /** A new input to request line 0 to 15, which is high while any of its inputs is; as on every AT, 2 arrives at 9. */
    Line irq(int number) {
        int line = number == PcMap.IRQ_CASCADE ? PcMap.IRQ_REDIRECTED : number;
        return shared.computeIfAbsent(line, n -> new SharedLine(chipInput(n))).input();
    }

    private Line chipInput(int line) {
        return line < INPUTS ? master.irq(line) : slave.irq(line - INPUTS);
    }

    boolean pending() {
        return master.pending();
    }

    /** The interrupt acknowledge cycle: the vector, 0 to 255. */
    int acknowledge() {
        return master.acknowledge();
    }
}
