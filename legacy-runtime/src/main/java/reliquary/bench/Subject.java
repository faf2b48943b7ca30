package reliquary.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A system that is measured. */
interface Subject {
    /** Its column's heading: one word. */
    String name();

    /** Which version, with what matters for its speed; empty if it is not installed here. */
    Optional<String> version();

    /**
     * Runs a workload once, as a process of its own.
     *
     * @param floppy from {@link BenchFloppy}; read only, not changed
     * @throws BenchException if the run fails or its checksum is wrong
     */
    Sample run(Workload workload, Path floppy) throws IOException;
}
