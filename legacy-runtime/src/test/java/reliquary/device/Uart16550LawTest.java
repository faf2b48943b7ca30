package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import reliquary.bus.Line;
import reliquary.bus.SerialLine;

/** The 16550A's FIFOs against two plain queues that a clock moves. */
class Uart16550LawTest {
    /** 0 to 9: that many character times pass; 10 to 19: a character arrives; 20 to 29: one is sent; 30 and up: one is read. */
    @Property(tries = 500)
    void receives_and_sends_like_two_bounded_queues(
            @ForAll @Size(max = 150) List<@IntRange(min = 0, max = 49) Integer> steps, @ForAll boolean fifos) {
        GuestTime time = new GuestTime();
        List<Integer> sent = new ArrayList<>();
        SerialLine cable = sent::add;
        Uart16550 uart = new Uart16550(Uart16550.Model.NS16550A, time.events, Line.UNCONNECTED, cable);
        uart.write8(3, 0x03);
        uart.write8(2, fifos ? 0x01 : 0x00);
        Model model = new Model(fifos ? 16 : 1);
        int next = 0;
        for (int step : steps) {
            switch (step / 10) {
                case 0 -> {
                    time.pass(step * uart.characterNanos());
                    model.pass(step);
                }
                case 1 -> {
                    // Both lines start their characters on the same beat, so that time is whole characters.
                    uart.receive(next & 0xFF);
                    model.line.add(next++ & 0xFF);
                }
                case 2 -> {
                    uart.write8(0, next & 0xFF);
                    model.send(next++ & 0xFF);
                }
                default -> {
                    Integer expected = model.received.poll();
                    assertThat(uart.read8(0)).isEqualTo(expected == null ? 0 : expected);
                }
            }
            assertThat(uart.read8(5)).as("LSR after %d", step).isEqualTo(model.lineStatus());
            assertThat(sent).isEqualTo(model.sent);
        }
    }

    private static final class Model {
        final int capacity;
        final Deque<Integer> line = new ArrayDeque<>();
        final Deque<Integer> received = new ArrayDeque<>();
        final Deque<Integer> holding = new ArrayDeque<>();
        final Deque<Integer> shift = new ArrayDeque<>();
        final List<Integer> sent = new ArrayList<>();
        boolean overrun;

        Model(int capacity) {
            this.capacity = capacity;
        }

        void send(int value) {
            if (shift.isEmpty()) {
                shift.add(value);
            } else if (capacity == 1) {
                holding.clear();
                holding.add(value);
            } else if (holding.size() < capacity) {
                holding.add(value);
            }
        }

        void pass(int characters) {
            for (int i = 0; i < characters; i++) {
                if (!line.isEmpty()) {
                    arrive(line.remove());
                }
                if (!shift.isEmpty()) {
                    sent.add(shift.remove());
                }
                if (!holding.isEmpty()) {
                    shift.add(holding.remove());
                }
            }
        }

        void arrive(int value) {
            if (received.size() < capacity) {
                received.add(value);
            } else {
                overrun = true;
                if (capacity == 1) {
                    received.clear();
                    received.add(value);
                }
            }
        }

        int lineStatus() {
            int status = received.isEmpty() ? 0 : 0x01;
            status |= overrun ? 0x02 : 0;
            status |= holding.isEmpty() ? 0x20 : 0;
            status |= holding.isEmpty() && shift.isEmpty() ? 0x40 : 0;
            overrun = false;
            return status;
        }
    }
}
