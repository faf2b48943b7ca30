package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reliquary.bus.ModemLines;
import reliquary.bus.SerialLine;

class Uart16550Test {
    private static final int RBR = 0;
    private static final int IER = 1;
    private static final int IIR = 2;
    private static final int FCR = 2;
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;

    private final GuestTime time = new GuestTime();
    private final Probe irq = new Probe();
    private final Cable cable = new Cable();
    private final Uart16550 uart = new Uart16550(Uart16550.Model.NS16550A, time.events, irq, cable);

    /** The far end, which remembers what it saw. */
    private static final class Cable implements SerialLine {
        final List<Integer> bytes = new ArrayList<>();
        final List<String> signals = new ArrayList<>();

        @Override
        public void transmit(int value) {
            bytes.add(value);
        }

        @Override
        public void outputs(boolean dataTerminalReady, boolean requestToSend) {
            signals.add((dataTerminalReady ? "DTR" : "-") + " " + (requestToSend ? "RTS" : "-"));
        }

        @Override
        public void breaks(boolean sending) {
            signals.add(sending ? "break" : "no break");
        }
    }

    @BeforeEach
    void set_9600_baud_8n1() {
        uart.write8(LCR, 0x83);
        uart.write8(0, 12);
        uart.write8(1, 0);
        uart.write8(LCR, 0x03);
        uart.write8(MCR, 0x08);
    }

    private void characterTimes(int n) {
        time.pass(n * uart.characterNanos());
    }

    private void arrives(String text) {
        text.chars().forEach(uart::receive);
        characterTimes(text.length());
    }

    @Test
    void a_character_takes_as_long_as_rate_and_format_say() {
        assertThat(uart.characterNanos()).as("10 bits at 9,600").isEqualTo(1_041_666);
        uart.write8(LCR, 0x1F);
        assertThat(uart.characterNanos()).as("12 bits").isEqualTo(1_250_000);
        uart.write8(LCR, 0x04);
        assertThat(uart.characterNanos()).as("7.5 bits").isEqualTo(781_250);
    }

    @Test
    void divisor_line_control_and_scratch_read_back() {
        uart.write8(LCR, 0x9B);
        uart.write8(0, 0x34);
        uart.write8(1, 0x12);
        assertThat(uart.read8(0)).isEqualTo(0x34);
        assertThat(uart.read8(1)).isEqualTo(0x12);
        assertThat(uart.read8(LCR)).isEqualTo(0x9B);
        uart.write8(LCR, 0x1B);
        uart.write8(IER, 0xFF);
        assertThat(uart.read8(IER)).isEqualTo(0x0F);
        uart.write8(7, 0xA5);
        assertThat(uart.read8(7)).isEqualTo(0xA5);
        uart.write8(MCR, 0xFF);
        assertThat(uart.read8(MCR)).isEqualTo(0x1F);
    }

    @Test
    void a_character_leaves_after_its_time_and_the_status_follows_it() {
        assertThat(uart.read8(LSR)).isEqualTo(0x60);
        uart.write8(0, 'A');
        assertThat(uart.read8(LSR)).as("in the shift register").isEqualTo(0x20);
        uart.write8(0, 'B');
        assertThat(uart.read8(LSR)).isEqualTo(0x00);
        time.pass(uart.characterNanos() - 1);
        assertThat(cable.bytes).isEmpty();
        time.pass(1);
        assertThat(cable.bytes).containsExactly((int) 'A');
        assertThat(uart.read8(LSR)).isEqualTo(0x20);
        characterTimes(1);
        assertThat(cable.bytes).containsExactly((int) 'A', (int) 'B');
        assertThat(uart.read8(LSR)).isEqualTo(0x60);
    }

    @Test
    void short_characters_lose_their_upper_bits() {
        uart.write8(LCR, 0x02);
        uart.write8(0, 0xC1);
        characterTimes(1);
        assertThat(cable.bytes).containsExactly(0x41);
    }

    @Test
    void the_transmit_fifo_holds_16_characters_and_ignores_more() {
        uart.write8(FCR, 0x01);
        for (int i = 0; i < 20; i++) {
            uart.write8(0, i);
        }
        characterTimes(30);
        assertThat(cable.bytes).hasSize(17).endsWith(15, 16);
    }

    @Test
    void the_empty_interrupt_comes_when_enabled_and_goes_when_identified() {
        uart.write8(IER, 0x02);
        assertThat(irq.high).isTrue();
        assertThat(uart.read8(IIR)).isEqualTo(0x02);
        assertThat(irq.high).isFalse();
        assertThat(uart.read8(IIR)).isEqualTo(0x01);
        uart.write8(0, 'A');
        assertThat(irq.high).as("the holding register is empty again at once").isTrue();
        uart.write8(0, 'B');
        assertThat(irq.high).isFalse();
        characterTimes(1);
        assertThat(irq.high).isTrue();
    }

    @Test
    void a_received_character_interrupts_and_reading_it_ends_that() {
        uart.write8(IER, 0x01);
        uart.receive('x');
        time.pass(uart.characterNanos() - 1);
        assertThat(uart.read8(LSR) & 1).isZero();
        time.pass(1);
        assertThat(irq.high).isTrue();
        assertThat(uart.read8(IIR)).isEqualTo(0x04);
        assertThat(uart.read8(LSR)).isEqualTo(0x61);
        assertThat(uart.read8(RBR)).isEqualTo('x');
        assertThat(irq.high).isFalse();
        assertThat(uart.read8(LSR)).isEqualTo(0x60);
    }

    @Test
    void without_fifos_an_unread_character_is_overwritten() {
        arrives("ab");
        assertThat(uart.read8(LSR)).isEqualTo(0x63);
        assertThat(uart.read8(LSR)).as("reading clears the error").isEqualTo(0x61);
        assertThat(uart.read8(RBR)).isEqualTo('b');
    }

    @Test
    void with_fifos_the_17th_character_is_lost() {
        uart.write8(FCR, 0x01);
        arrives("0123456789abcdefX");
        assertThat(uart.read8(LSR) & 0x02).isNotZero();
        StringBuilder text = new StringBuilder();
        while ((uart.read8(LSR) & 1) != 0) {
            text.append((char) uart.read8(RBR));
        }
        assertThat(text).hasToString("0123456789abcdef");
    }

    @Test
    void the_trigger_level_and_the_time_out_raise_the_receive_interrupt() {
        uart.write8(IER, 0x01);
        uart.write8(FCR, 0x81);
        arrives("1234567");
        assertThat(irq.high).isFalse();
        characterTimes(4);
        assertThat(uart.read8(IIR)).isEqualTo(0xCC);
        uart.read8(RBR);
        assertThat(irq.high).isFalse();
        arrives("89");
        assertThat(uart.read8(IIR)).isEqualTo(0xC4);
        uart.read8(RBR);
        assertThat(uart.read8(IIR)).isEqualTo(0xC1);
    }

    @Test
    void fifo_resets_drop_their_contents() {
        uart.write8(FCR, 0x01);
        arrives("abc");
        uart.write8(0, 'x');
        uart.write8(0, 'y');
        uart.write8(FCR, 0x07);
        assertThat(uart.read8(LSR)).as("x is in the shift register").isEqualTo(0x20);
        characterTimes(3);
        assertThat(cable.bytes).containsExactly((int) 'x');
    }

    @Test
    void a_break_is_a_zero_character_with_its_error_and_the_most_urgent_interrupt() {
        uart.write8(IER, 0x05);
        uart.write8(FCR, 0x01);
        uart.receiveBreak();
        characterTimes(1);
        assertThat(uart.read8(IIR)).isEqualTo(0xC6);
        assertThat(uart.read8(LSR)).isEqualTo(0xF1);
        assertThat(uart.read8(IIR)).isEqualTo(0xC4);
        assertThat(uart.read8(RBR)).isZero();
        uart.write8(LCR, 0x43);
        uart.write8(LCR, 0x03);
        assertThat(cable.signals).endsWith("break", "no break");
    }

    @Test
    void modem_inputs_are_shown_with_what_changed() {
        uart.write8(IER, 0x08);
        assertThat(uart.read8(MSR)).isZero();
        uart.modem(ModemLines.READY);
        assertThat(uart.read8(IIR)).isEqualTo(0x00);
        assertThat(uart.read8(MSR)).isEqualTo(0xBB);
        assertThat(uart.read8(MSR)).isEqualTo(0xB0);
        uart.modem(new ModemLines(true, true, true, true));
        assertThat(uart.read8(MSR)).as("ringing begins: no change is marked").isEqualTo(0xF0);
        uart.modem(ModemLines.READY);
        assertThat(uart.read8(MSR)).isEqualTo(0xB4);
    }

    @Test
    void modem_outputs_drive_the_cable() {
        uart.write8(MCR, 0x0B);
        uart.write8(MCR, 0x09);
        uart.write8(MCR, 0x19);
        assertThat(cable.signals).containsExactly("DTR RTS", "DTR -", "- -");
    }

    @Test
    void loopback_joins_transmitter_and_receiver_and_outputs_and_inputs() {
        uart.write8(MCR, 0x1A);
        assertThat(uart.read8(MSR) & 0xF0).isEqualTo(0x90);
        uart.write8(0, 0x5A);
        uart.receive('!');
        characterTimes(1);
        assertThat(uart.read8(RBR)).isEqualTo(0x5A);
        assertThat(cable.bytes).isEmpty();
        assertThat(uart.read8(LSR) & 1).as("the cable is cut off").isZero();
    }

    @Test
    void the_fifo_bits_of_iir_identify_a_16550a() {
        uart.write8(FCR, 0xC7);
        assertThat(uart.read8(IIR) & 0xC0).isEqualTo(0xC0);
        uart.write8(FCR, 0x00);
        assertThat(uart.read8(IIR) & 0xC0).isZero();
    }

    @Test
    void no_interrupt_leaves_the_card_while_out2_is_off() {
        uart.write8(MCR, 0x00);
        uart.write8(IER, 0x02);
        assertThat(irq.high).isFalse();
        uart.write8(MCR, 0x08);
        assertThat(irq.high).isTrue();
    }

    @Test
    void the_forerunners_have_no_fifos_and_the_first_no_scratch_register() {
        Uart16550 at = new Uart16550(Uart16550.Model.NS16450, time.events, irq, cable);
        at.write8(FCR, 0xC7);
        assertThat(at.read8(IIR)).isEqualTo(0x01);
        at.write8(7, 0x5A);
        assertThat(at.read8(7)).isEqualTo(0x5A);
        Uart16550 pc = new Uart16550(Uart16550.Model.INS8250, time.events, irq, cable);
        pc.write8(7, 0x5A);
        assertThat(pc.read8(7)).isEqualTo(0xFF);
    }
}
