package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a profile on the command line, the disk says which machine it starts on. */
class ChosenMachineTest {
    private static final int FLOPPY_160K = 163_840;

    @TempDir
    Path folder;

    /** A floppy of DOS 1 that starts a loop without end and has one file. */
    private Path floppy(String name, String text) throws IOException {
        byte[] content = text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] fat = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        ByteBuffer disk = ByteBuffer.allocate(FLOPPY_160K).order(ByteOrder.LITTLE_ENDIAN);
        disk.putShort(0, (short) 0xFEEB).putShort(510, (short) 0xAA55);
        disk.put(512, fat).put(1024, fat).put(1536, name.getBytes(StandardCharsets.US_ASCII));
        disk.putShort(1536 + 26, (short) 2).putInt(1536 + 28, content.length).put(3584, content);
        return Files.write(folder.resolve("disk.img"), disk.array());
    }

    private static Command start(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("run", "--headless", "--guest-timeout", "20ms"));
        all.addAll(List.of(arguments));
        return Command.relic(all.toArray());
    }

    @Test
    void settings_that_name_hardware_choose_a_machine_that_has_it() throws IOException {
        Path disk = floppy("CONFIG  SYS", "DEVICE=HIMEM.SYS\nDEVICE=MOUSE.SYS /C1\n");
        assertThat(start(disk).err().strip().lines())
                .contains("relic: the machine is generic-286: on generic-486, /CONFIG.SYS line 2:"
                        + " a mouse on a serial port needs a serial mouse, which the machine lacks");
    }

    @Test
    void settings_that_the_usual_machine_serves_leave_it_unsaid() throws IOException {
        Path disk = floppy("CONFIG  SYS", "DEVICE=HIMEM.SYS\nFILES=30\n");
        assertThat(start(disk).err()).doesNotContain("the machine is");
    }

    @Test
    void a_machine_that_the_board_cannot_be_is_not_chosen() throws IOException {
        Path disk = floppy("AUTOEXECBAT", "HGC FULL\n");
        assertThat(Command.relic("profiles", "match", disk).out().lines().findFirst())
                .hasValueSatisfying(best -> assertThat(best).contains("hercules-word-processor"));
        assertThat(start(disk).err()).doesNotContain("hercules-word-processor");
    }

    @Test
    void memory_that_the_person_adds_counts_as_the_machines_own() {
        Path disk = Shared.guest("openbsd-floppy.img");
        assertThat(start(disk).err())
                .contains("relic: the machine is generic-pentium-233mmx: on generic-486, OpenBSD needs 31M of extended"
                        + " memory, which the machine lacks");
        assertThat(start(disk, "--memory", "64M").err()).doesNotContain("the machine is");
    }

    @Test
    void a_machine_that_the_person_names_stays() throws IOException {
        Path disk = floppy("CONFIG  SYS", "DEVICE=MOUSE.SYS /C1\n");
        assertThat(start(disk, "--profile", "paravirtual-pc").err()).doesNotContain("the machine is");
    }
}
