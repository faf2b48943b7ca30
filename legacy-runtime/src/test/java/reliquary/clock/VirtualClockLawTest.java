package reliquary.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class VirtualClockLawTest {
    private static final long LIFETIME_BLOCKS = 1_000_000_000_000_000L;

    private final AtomicLong blocks = new AtomicLong();

    /** The block at which a time is reached is the first one at which the clock shows it. */
    @Property
    void block_at_is_the_exact_inverse_of_now(
            @ForAll @LongRange(min = 1, max = 2_000_000) long picosPerBlock,
            @ForAll @LongRange(min = 0, max = LIFETIME_BLOCKS) long done,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long idle,
            @ForAll @LongRange(min = 1, max = 10_000_000_000L) long ahead) {
        VirtualClock clock = new VirtualClock(blocks::get, picosPerBlock);
        clock.skipTo(idle);
        blocks.set(done);
        long target = clock.now() + ahead;
        long reached = clock.blockAt(target);
        assertThat(reached).isGreaterThan(done);
        blocks.set(reached);
        assertThat(clock.now()).isGreaterThanOrEqualTo(target);
        blocks.set(reached - 1);
        assertThat(clock.now()).isLessThan(target);
    }

    @Property
    void time_never_goes_back_and_counts_each_block_once(
            @ForAll @LongRange(min = 1, max = 2_000_000) long picosPerBlock,
            @ForAll @LongRange(min = 0, max = LIFETIME_BLOCKS) long done,
            @ForAll @LongRange(min = 0, max = 1_000_000) long more) {
        VirtualClock clock = new VirtualClock(blocks::get, picosPerBlock);
        blocks.set(done);
        long before = clock.now();
        blocks.set(done + more);
        long exact = more * picosPerBlock / 1000;
        assertThat(clock.now() - before).isBetween(exact, exact + 1);
    }

    @Example
    void a_past_time_is_reached_already() {
        VirtualClock clock = new VirtualClock(blocks::get, 20_000);
        blocks.set(500);
        assertThat(clock.blockAt(clock.now())).isEqualTo(500);
        assertThat(clock.blockAt(3)).isEqualTo(500);
    }

    @Example
    void an_idle_machine_skips_forward_only() {
        VirtualClock clock = new VirtualClock(blocks::get, 20_000);
        blocks.set(100);
        clock.skipTo(1_000_000);
        assertThat(clock.now()).isEqualTo(1_000_000);
        assertThat(clock.idleNanos()).isEqualTo(998_000);
        clock.skipTo(5);
        assertThat(clock.now()).isEqualTo(1_000_000);
        blocks.set(101);
        assertThat(clock.now()).isEqualTo(1_000_020);
    }

    @Example
    void a_block_must_take_time() {
        assertThatThrownBy(() -> new VirtualClock(blocks::get, 0)).hasMessageContaining("0 ps");
    }
}
