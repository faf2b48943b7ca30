package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reliquary.bus.InterruptCascade;

class Pic8259Test {
    private final Probe intr = new Probe();
    private final InterruptCascade cascade = new InterruptCascade();
    private final Pic8259 master = Pic8259.master(intr, cascade);
    private final Pic8259 slave = Pic8259.slave(master.irq(2), cascade);

    @BeforeEach
    void as_pc_firmware_initialises_the_pair() {
        initialise(master, 0x11, 0x08, 0x04, 0x01);
        initialise(slave, 0x11, 0x70, 0x02, 0x01);
    }

    private static void initialise(Pic8259 pic, int icw1, int... others) {
        pic.write8(0, icw1);
        for (int icw : others) {
            pic.write8(1, icw);
        }
    }

    private static int irr(Pic8259 pic) {
        pic.write8(0, 0x0A);
        return pic.read8(0);
    }

    private static int isr(Pic8259 pic) {
        pic.write8(0, 0x0B);
        return pic.read8(0);
    }

    @Test
    void passes_nothing_on_before_it_is_initialised() {
        Pic8259 fresh = Pic8259.master(intr, cascade);
        fresh.irq(0).set(true);
        assertThat(fresh.pending()).isFalse();
        initialise(fresh, 0x13, 0x08, 0x01);
        assertThat(fresh.pending()).as("an edge from before is forgotten").isFalse();
        fresh.irq(0).set(false);
        fresh.irq(0).set(true);
        assertThat(fresh.pending()).isTrue();
    }

    @Test
    void a_request_raises_intr_and_is_answered_with_its_vector() {
        master.irq(3).set(true);
        assertThat(intr.high).isTrue();
        assertThat(irr(master)).isEqualTo(0x08);
        assertThat(master.acknowledge()).isEqualTo(0x0B);
        assertThat(intr.high).isFalse();
        assertThat(irr(master)).isZero();
        assertThat(isr(master)).isEqualTo(0x08);
    }

    @Test
    void a_level_in_service_holds_off_itself_and_less_urgent_ones_until_its_end() {
        master.irq(3).set(true);
        master.acknowledge();
        master.irq(5).set(true);
        assertThat(master.pending()).isFalse();
        master.irq(1).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x09);
        master.write8(0, 0x20);
        assertThat(isr(master)).isEqualTo(0x08);
        assertThat(master.pending()).isFalse();
        master.write8(0, 0x20);
        assertThat(master.acknowledge()).isEqualTo(0x0D);
    }

    @Test
    void an_edge_triggered_input_that_stays_high_asks_once() {
        master.irq(4).set(true);
        master.acknowledge();
        master.write8(0, 0x64);
        assertThat(master.pending()).isFalse();
        master.irq(4).set(false);
        master.irq(4).set(true);
        assertThat(master.pending()).isTrue();
    }

    @Test
    void a_level_triggered_input_asks_as_long_as_it_is_high() {
        initialise(master, 0x19, 0x08, 0x04, 0x01);
        master.irq(4).set(true);
        master.acknowledge();
        master.write8(0, 0x64);
        assertThat(master.acknowledge()).isEqualTo(0x0C);
        master.irq(4).set(false);
        master.write8(0, 0x64);
        assertThat(master.pending()).isFalse();
    }

    @Test
    void elcr_makes_single_inputs_level_triggered() {
        EdgeLevelControl elcr = new EdgeLevelControl(master::levelTriggered, slave::levelTriggered);
        elcr.write8(0, 0xFF);
        elcr.write8(1, 0xFF);
        assertThat(elcr.read8(0)).as("timer, keyboard and cascade stay edges").isEqualTo(0xF8);
        assertThat(elcr.read8(1)).as("clock and coprocessor stay edges").isEqualTo(0xDE);
        slave.irq(3).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x73);
        slave.write8(0, 0x20);
        master.write8(0, 0x20);
        assertThat(master.acknowledge()).isEqualTo(0x73);
    }

    @Test
    void a_request_that_goes_away_before_its_acknowledge_is_answered_as_input_7_without_service() {
        master.irq(4).set(true);
        master.irq(4).set(false);
        assertThat(intr.high).isFalse();
        assertThat(master.acknowledge()).isEqualTo(0x0F);
        assertThat(isr(master)).isZero();
    }

    @Test
    void a_slave_acknowledged_without_a_request_answers_as_its_input_7_without_service() {
        Pic8259 lone = Pic8259.slave(new Probe(), new InterruptCascade());
        initialise(lone, 0x11, 0x70, 0x02, 0x01);
        assertThat(lone.acknowledge()).isEqualTo(0x77);
        assertThat(isr(lone)).isZero();
    }

    @Test
    void a_slave_request_comes_through_input_2_with_the_slaves_vector() {
        slave.irq(0).set(true);
        assertThat(irr(master)).isEqualTo(0x04);
        assertThat(master.acknowledge()).isEqualTo(0x70);
        assertThat(isr(master)).isEqualTo(0x04);
        assertThat(isr(slave)).isEqualTo(0x01);
    }

    @Test
    void a_second_slave_request_waits_for_both_ends_of_interrupt() {
        slave.irq(4).set(true);
        slave.irq(5).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x74);
        slave.write8(0, 0x20);
        assertThat(master.pending()).isFalse();
        master.write8(0, 0x20);
        assertThat(master.acknowledge()).isEqualTo(0x75);
    }

    @Test
    void a_more_urgent_slave_request_nests_only_in_special_fully_nested_mode() {
        slave.irq(4).set(true);
        master.acknowledge();
        slave.irq(1).set(true);
        assertThat(master.pending()).isFalse();

        initialise(master, 0x11, 0x08, 0x04, 0x11);
        initialise(slave, 0x11, 0x70, 0x02, 0x01);
        slave.irq(4).set(false);
        slave.irq(1).set(false);
        slave.irq(4).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x74);
        slave.irq(1).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x71);
        master.irq(3).set(true);
        assertThat(master.pending()).as("less urgent than the slaves").isFalse();
    }

    @Test
    void a_cascade_without_a_slave_of_that_identity_reads_as_an_open_bus() {
        initialise(master, 0x11, 0x08, 0x24, 0x01);
        master.irq(5).set(true);
        assertThat(master.acknowledge()).isEqualTo(0xFF);
    }

    @Test
    void the_mask_register_reads_back_and_holds_requests_without_losing_them() {
        master.write8(1, 0xB8);
        assertThat(master.read8(1)).isEqualTo(0xB8);
        master.irq(7).set(true);
        assertThat(master.pending()).isFalse();
        assertThat(irr(master)).isEqualTo(0x80);
        master.write8(1, 0x00);
        assertThat(master.pending()).isTrue();
    }

    @Test
    void automatic_end_of_interrupt_leaves_nothing_in_service() {
        initialise(master, 0x11, 0x08, 0x04, 0x03);
        master.irq(0).set(true);
        master.irq(1).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x08);
        assertThat(isr(master)).isZero();
        assertThat(master.acknowledge()).isEqualTo(0x09);
    }

    @Test
    void rotation_on_end_of_interrupt_makes_the_served_level_the_least_urgent() {
        master.irq(4).set(true);
        master.acknowledge();
        master.write8(0, 0xA0);
        master.irq(4).set(false);
        master.irq(4).set(true);
        master.irq(6).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x0E);
    }

    @Test
    void rotation_in_automatic_mode_is_switched_on_and_off() {
        initialise(master, 0x11, 0x08, 0x04, 0x03);
        master.write8(0, 0x80);
        master.irq(0).set(true);
        master.acknowledge();
        master.irq(0).set(false);
        master.irq(0).set(true);
        master.irq(1).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x09);
        master.write8(0, 0x00);
        assertThat(master.acknowledge()).isEqualTo(0x08);
        master.irq(1).set(false);
        master.irq(1).set(true);
        master.irq(2).set(false);
        assertThat(master.acknowledge())
                .as("level 1 was least urgent and stays so")
                .isEqualTo(0x09);
    }

    @Test
    void set_priority_names_the_least_urgent_level() {
        master.write8(0, 0xC5);
        master.irq(5).set(true);
        master.irq(6).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x0E);
    }

    @Test
    void poll_takes_the_request_like_an_acknowledge() {
        master.write8(0, 0x0C);
        assertThat(master.read8(0)).isZero();
        master.irq(6).set(true);
        master.write8(0, 0x0C);
        assertThat(master.read8(0)).isEqualTo(0x86);
        assertThat(isr(master)).isEqualTo(0x40);
        assertThat(intr.high).isFalse();
    }

    @Test
    void special_mask_mode_lets_less_urgent_levels_through_a_masked_one_in_service() {
        master.irq(3).set(true);
        master.acknowledge();
        master.write8(1, 0x08);
        master.irq(6).set(true);
        assertThat(master.pending()).isFalse();
        master.write8(0, 0x68);
        assertThat(master.acknowledge()).isEqualTo(0x0E);
        master.write8(0, 0x20);
        assertThat(isr(master))
                .as("the masked level is not ended by a non-specific EOI")
                .isEqualTo(0x08);
        master.write8(0, 0x63);
        assertThat(isr(master)).isZero();
    }

    @Test
    void initialisation_clears_mask_service_and_rotation() {
        master.write8(1, 0xFF);
        master.write8(0, 0xC3);
        initialise(master, 0x11, 0x20, 0x04, 0x01);
        assertThat(master.read8(1)).isZero();
        master.irq(0).set(true);
        master.irq(7).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x20);
    }

    @Test
    void without_icw4_the_vector_byte_is_that_of_an_8080_call() {
        initialise(master, 0x16, 0x12);
        master.irq(3).set(true);
        assertThat(master.acknowledge()).isEqualTo(0x0C);
    }
}
