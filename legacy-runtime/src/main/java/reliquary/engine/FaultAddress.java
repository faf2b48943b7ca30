package reliquary.engine;

import java.nio.ByteBuffer;

/**
 * The exact address of a refused access. Unicorn's callback is told the page only, but Unicorn notes the address for itself; where,
 * is found by refusing an access to an address that nothing else would hold.
 */
final class FaultAddress {
    private static final int UNLIKELY = 0x3A57C9E6;

    /** Far less than the engine's own record is long. */
    private static final int SEARCHED = 4096;

    private final ByteBuffer place;

    private FaultAddress(ByteBuffer place) {
        this.place = place;
    }

    /** Finds the place; {@code engine} must refuse every TLB miss, and has nothing mapped that matters yet. */
    static FaultAddress find(UnicornBinding binding, long engine) {
        ByteBuffer record = binding.memoryAt(engine, SEARCHED);
        binding.start(engine, UNLIKELY);
        for (int at = 0; at + 8 <= SEARCHED; at += 8) {
            if (record.getLong(at) == UNLIKELY) {
                return new FaultAddress(record.slice(at, 8).order(record.order()));
            }
        }
        throw new EngineUnavailableException(
                "this Unicorn does not say where a page fault happened; use version 2.1.4");
    }

    int read() {
        return (int) place.getLong(0);
    }
}
