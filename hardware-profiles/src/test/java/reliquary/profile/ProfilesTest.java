package reliquary.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    @Test
    void the_default_machine_is_a_486_with_16_megabytes() {
        MachineProfile machine = Profiles.load(Profiles.DEFAULT);
        assertThat(machine.name()).isEqualTo("generic-486");
        assertThat(machine.cpu().model()).isEqualTo(CpuModel.I80486DX2);
        assertThat(machine.memory()).isEqualTo(new MemoryMap(640 << 10, 15 << 20));
        assertThat(machine.memory().arena()).isEqualTo(16 << 20);
        assertThat(machine.video().adapter()).isEqualTo(VideoAdapter.VGA);
        assertThat(machine.floppies().a()).contains(FloppyType.HD_1440K);
        assertThat(machine.serialPorts()).extracting(SerialPort::port).containsExactly(0x3F8, 0x2F8);
        assertThat(machine.parallelPorts()).extracting(ParallelPort::port).containsExactly(0x378);
        assertThat(machine.mouse()).isEqualTo(new Mouse.Ps2());
        assertThat(machine.clock().chip()).isEqualTo(ClockChip.MC146818);
    }

    @Test
    void the_clock_starts_at_a_fixed_date() {
        assertThat(Profiles.load(Profiles.DEFAULT).clock().start())
                .isEqualTo(new ClockStart.At(LocalDateTime.of(1994, 3, 1, 9, 0)));
    }

    @Test
    void an_unknown_name_is_refused_with_the_nearest_right_one() {
        assertThatThrownBy(() -> Profiles.load("generic-468"))
                .isInstanceOf(ProfileException.class)
                .hasMessage("no profile 'generic-468'; did you mean 'generic-486'? (relic profiles list)");
    }
}
