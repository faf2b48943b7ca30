package reliquary.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;

/** A board that writes down what the processor does to it, and answers as the test says. */
final class RecordingBus implements CpuBus {
    final List<String> seen = new ArrayList<>();
    int portValue = 0x12345678;
    OptionalInt pending = OptionalInt.empty();
    BiFunction<Integer, GuestCpu, Outcome> firmware = (number, cpu) -> Outcome.CONTINUE;

    @Override
    public int in(int port, int size) {
        seen.add("in%d %x".formatted(8 * size, port));
        return portValue;
    }

    @Override
    public void out(int port, int size, int value) {
        seen.add("out%d %x=%x".formatted(8 * size, port, value));
    }

    @Override
    public boolean servesCallAt(int linear, int number) {
        return true;
    }

    @Override
    public Outcome call(int number, GuestCpu cpu) {
        seen.add("call %x".formatted(number));
        return firmware.apply(number, cpu);
    }

    @Override
    public OptionalInt takeInterrupt() {
        OptionalInt taken = pending;
        pending = OptionalInt.empty();
        return taken;
    }
}
