package reliquary.engine;

import java.util.OptionalInt;
import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;

/** What a processor without a board meets: floating ports and no firmware. */
final class UnconnectedBus implements CpuBus {
    @Override
    public int in(int port, int size) {
        return -1;
    }

    @Override
    public void out(int port, int size, int value) {
        // nobody there
    }

    @Override
    public boolean servesCallAt(int linear, int number) {
        return false;
    }

    @Override
    public Outcome call(int number, GuestCpu cpu) {
        throw new IllegalStateException("no firmware is connected");
    }

    @Override
    public OptionalInt takeInterrupt() {
        return OptionalInt.empty();
    }
}
