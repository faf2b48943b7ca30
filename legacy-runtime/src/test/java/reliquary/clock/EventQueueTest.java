package reliquary.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EventQueueTest {
    private final VirtualClock clock = new VirtualClock(() -> 0, 1);
    private final EventQueue queue = new EventQueue(clock);
    private final List<String> fired = new ArrayList<>();

    private EventQueue.Timer timer(String name) {
        return queue.timer(name, () -> fired.add(name));
    }

    private void runUntil(long nanos) {
        clock.skipTo(nanos);
        queue.runDue();
    }

    @Property
    void timers_fire_by_time_and_then_by_the_order_of_arming(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 8) Integer> times) {
        VirtualClock ownClock = new VirtualClock(() -> 0, 1);
        EventQueue own = new EventQueue(ownClock);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            int number = i;
            own.timer("timer " + i, () -> order.add(number)).armAt(times.get(i));
        }
        ownClock.skipTo(10);
        own.runDue();
        assertThat(order)
                .isEqualTo(IntStream.range(0, times.size())
                        .boxed()
                        .sorted(Comparator.comparing(times::get))
                        .toList());
    }

    @Example
    void only_what_is_due_fires() {
        timer("early").armAt(10);
        timer("late").armAt(11);
        assertThat(queue.next()).isEqualTo(10);
        runUntil(10);
        assertThat(fired).containsExactly("early");
        assertThat(queue.next()).isEqualTo(11);
    }

    @Example
    void arming_again_replaces_the_earlier_wish() {
        EventQueue.Timer timer = timer("once");
        timer.armAt(10);
        timer.armAt(20);
        runUntil(15);
        assertThat(fired).isEmpty();
        runUntil(20);
        assertThat(fired).containsExactly("once");
        assertThat(timer.isArmed()).isFalse();
    }

    @Example
    void a_cancelled_timer_stays_silent() {
        EventQueue.Timer timer = timer("never");
        timer.armIn(10);
        timer.cancel();
        runUntil(100);
        assertThat(fired).isEmpty();
        assertThat(queue.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Example
    void an_action_may_arm_and_cancel_others_that_are_due() {
        EventQueue.Timer victim = timer("victim");
        EventQueue.Timer heir = timer("heir");
        queue.timer("killer", () -> {
                    victim.cancel();
                    heir.armIn(0);
                })
                .armAt(5);
        victim.armAt(6);
        runUntil(7);
        assertThat(fired).containsExactly("heir");
    }

    @Example
    void the_machine_hears_of_a_new_first_timer_only() {
        int[] told = {0};
        queue.onEarlier(() -> told[0]++);
        timer("a").armAt(100);
        timer("b").armAt(200);
        timer("c").armAt(50);
        assertThat(told[0]).isEqualTo(2);
    }
}
