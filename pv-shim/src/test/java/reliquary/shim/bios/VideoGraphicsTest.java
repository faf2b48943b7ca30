package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoGraphicsTest {
    private final TestPc pc = new TestPc();

    private void mode(int number) {
        pc.interrupt(0x10, number);
        assertThat(pc.data.byteAt(BiosDataArea.VIDEO_MODE)).isEqualTo(number);
    }

    private void dot(int x, int y, int colour) {
        pc.cpu.bx(0);
        pc.cpu.cx(x);
        pc.cpu.dx(y);
        pc.interrupt(0x10, 0x0C00 | colour);
    }

    private int dot(int x, int y) {
        pc.cpu.bx(0);
        pc.cpu.cx(x);
        pc.cpu.dx(y);
        pc.interrupt(0x10, 0x0D00);
        return pc.cpu.al();
    }

    @ParameterizedTest
    @CsvSource({"0x04, 3", "0x06, 1", "0x13, 200"})
    void dots_are_written_and_read_back(String number, int colour) {
        mode(Integer.decode(number));
        dot(101, 57, colour);
        assertThat(dot(101, 57)).isEqualTo(colour);
        assertThat(dot(100, 57)).isZero();
        assertThat(dot(101, 56)).isZero();
    }

    @Test
    void a_second_exclusive_or_restores_the_dot() {
        mode(0x04);
        dot(10, 3, 2);
        dot(10, 3, 0x83);
        assertThat(dot(10, 3)).isEqualTo(1);
        dot(10, 3, 0x83);
        assertThat(dot(10, 3)).isEqualTo(2);
    }

    @Test
    void odd_lines_of_the_cga_modes_lie_8_kib_higher() {
        mode(0x04);
        dot(4, 1, 3);
        assertThat(pc.memory.read8(0xB8000 + 0x2000 + 1)).isEqualTo(0xC0);
        mode(0x06);
        assertThat(pc.memory.read8(0xB8000 + 0x2000 + 1)).as("cleared").isZero();
        dot(9, 2, 1);
        assertThat(pc.memory.read8(0xB8000 + 80 + 1)).isEqualTo(0x40);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x06, 0x13})
    void characters_are_drawn_and_recognised(int number) {
        mode(number);
        pc.cpu.bx(0);
        pc.cpu.dx(0x0203);
        pc.interrupt(0x10, 0x0200);
        pc.cpu.bx(0x0001);
        pc.cpu.cx(1);
        pc.interrupt(0x10, 0x0952);
        pc.interrupt(0x10, 0x0800);
        assertThat(pc.cpu.al()).isEqualTo('R');
        Cp437Font font = Cp437Font.ofHeight(8);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                boolean lit = (font.row('R', y) & 0x80 >> x) != 0;
                assertThat(dot(24 + x, 16 + y)).isEqualTo(lit ? 1 : 0);
            }
        }
    }

    @Test
    void a_cga_draws_characters_and_chooses_colours_by_its_own_register() {
        TestPc cga = new TestPc(VideoAdapter.CGA);
        cga.interrupt(0x10, 0x0006);
        assertThat(cga.ports.writes).contains(new TestPorts.Write(0x3D8, 0x1E));
        cga.cpu.bx(0x0001);
        cga.cpu.cx(1);
        cga.interrupt(0x10, 0x0952);
        Cp437Font font = Cp437Font.ofHeight(8);
        assertThat(cga.memory.read8(0xB8000)).isEqualTo(font.row('R', 0));
        assertThat(cga.memory.read8(0xBA000)).isEqualTo(font.row('R', 1));
        cga.interrupt(0x10, 0x0004);
        cga.ports.writes.clear();
        cga.cpu.bx(0x0100);
        cga.interrupt(0x10, 0x0B00);
        assertThat(cga.ports.writes).containsExactly(new TestPorts.Write(0x3D9, 0x10));
        cga.ports.writes.clear();
        cga.interrupt(0x10, 0x1002);
        assertThat(cga.ports.writes).as("no palette registers").isEmpty();
    }

    @Test
    void a_scrolled_window_is_filled_with_a_byte_of_dots_on_the_cga() {
        mode(0x04);
        pc.cpu.bx(0x1B00);
        pc.cpu.cx(0x0101);
        pc.cpu.dx(0x0202);
        pc.interrupt(0x10, 0x0600);
        assertThat(List.of(dot(8, 8), dot(9, 8), dot(10, 8), dot(11, 8))).containsExactly(0, 1, 2, 3);
        assertThat(dot(7, 8)).isZero();
        assertThat(dot(23, 23)).isEqualTo(3);
        assertThat(dot(24, 23)).isZero();
    }

    @Test
    void teletype_output_scrolls_the_picture() {
        mode(0x13);
        pc.cpu.bx(0);
        pc.cpu.dx(0x1800);
        pc.interrupt(0x10, 0x0200);
        dot(0, 8, 77);
        pc.cpu.bx(0x000F);
        pc.interrupt(0x10, 0x0E0A);
        assertThat(dot(0, 0)).isEqualTo(77);
        assertThat(dot(0, 8)).isZero();
    }

    @Test
    void planar_dots_go_through_set_reset_and_bit_mask() {
        mode(0x12);
        pc.ports.writes.clear();
        dot(13, 1, 0x05);
        assertThat(pc.ports.writes)
                .containsSubsequence(
                        write(0, 0x05).get(0),
                        write(0, 0x05).get(1),
                        write(1, 0x0F).get(0),
                        write(1, 0x0F).get(1),
                        write(8, 0x04).get(0),
                        write(8, 0x04).get(1));
        assertThat(pc.memory.read8(0xA0000 + 80 + 1)).as("the processor's byte").isEqualTo(0xFF);
        assertThat(pc.ports.file(0x3CE)).containsEntry(8, 0xFF).containsEntry(1, 0);
    }

    private static List<TestPorts.Write> write(int index, int value) {
        return List.of(new TestPorts.Write(0x3CE, index), new TestPorts.Write(0x3CF, value));
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, 40, 25, 16", "0x03, 80, 25, 16", "0x04, 40, 25, 8", "0x06, 80, 25, 8", "0x07, 80, 25, 16",
        "0x0D, 40, 25, 8", "0x0E, 80, 25, 8", "0x0F, 80, 25, 14", "0x10, 80, 25, 14", "0x11, 80, 30, 16",
        "0x12, 80, 30, 16", "0x13, 40, 25, 8",
    })
    void every_mode_has_its_cells_and_sets_all_registers(String number, int columns, int rows, int height) {
        mode(Integer.decode(number));
        assertThat(pc.data.wordAt(BiosDataArea.COLUMNS)).isEqualTo(columns);
        assertThat(pc.data.byteAt(BiosDataArea.ROWS) + 1).isEqualTo(rows);
        assertThat(pc.data.wordAt(BiosDataArea.CHARACTER_HEIGHT)).isEqualTo(height);
        int crtc = pc.data.wordAt(BiosDataArea.CRTC_PORT);
        assertThat(pc.ports.file(crtc)).hasSizeGreaterThanOrEqualTo(25);
        assertThat(pc.ports.file(0x3CE)).hasSize(9);
        assertThat(pc.ports.attributes).hasSize(21);
        int lastLine = pc.ports.file(crtc).get(0x12)
                | (pc.ports.file(crtc).get(7) & 0x02) << 7
                | (pc.ports.file(crtc).get(7) & 0x40) << 3;
        boolean doubled =
                (pc.ports.file(crtc).get(9) & 0x80) != 0 || (pc.ports.file(crtc).get(9) & 0x1F) == 1;
        assertThat(lastLine + 1).isEqualTo(rows * height * (doubled ? 2 : 1));
    }

    @Test
    void mode_3_shows_the_sixteen_colours_of_the_cga() {
        int[][] expected = {
            {0, 0, 0},
            {0, 0, 42},
            {0, 42, 0},
            {0, 42, 42},
            {42, 0, 0},
            {42, 0, 42},
            {42, 21, 0},
            {42, 42, 42},
            {21, 21, 21},
            {21, 21, 63},
            {21, 63, 21},
            {21, 63, 63},
            {63, 21, 21},
            {63, 21, 63},
            {63, 63, 21},
            {63, 63, 63}
        };
        for (int number : new int[] {0x03, 0x0D, 0x10, 0x12}) {
            mode(number);
            for (int i = 0; i < 16; i++) {
                int register = pc.ports.attributes.get(i);
                assertThat(java.util.Arrays.copyOfRange(pc.ports.dac, 3 * register, 3 * register + 3))
                        .as("colour %d of mode %02Xh", i, number)
                        .containsExactly(expected[i]);
            }
        }
    }

    @Test
    void mode_13_runs_through_the_hues_from_blue() {
        VideoMode mode = VideoMode.of(0x13, 400, new BiosRom(BiosSettings.standard(), List.of()));
        assertThat(VideoPalette.startColour(mode, 32)).containsExactly(0, 0, 63);
        assertThat(VideoPalette.startColour(mode, 36)).containsExactly(63, 0, 63);
        assertThat(VideoPalette.startColour(mode, 40)).containsExactly(63, 0, 0);
        assertThat(VideoPalette.startColour(mode, 44)).containsExactly(63, 63, 0);
        assertThat(VideoPalette.startColour(mode, 48)).containsExactly(0, 63, 0);
        assertThat(VideoPalette.startColour(mode, 52)).containsExactly(0, 63, 63);
        assertThat(VideoPalette.startColour(mode, 33)).containsExactly(16, 0, 63);
        assertThat(VideoPalette.startColour(mode, 31)).containsExactly(63, 63, 63);
        assertThat(VideoPalette.startColour(mode, 255)).containsExactly(0, 0, 0);
    }

    @Test
    void colours_are_set_and_read_in_blocks() {
        pc.memory.put(0x20000, new byte[] {1, 2, 3, 4, 5, 6});
        pc.cpu.es(0x2000);
        pc.cpu.dx(0);
        pc.cpu.bx(100);
        pc.cpu.cx(2);
        pc.interrupt(0x10, 0x1012);
        pc.cpu.dx(0x100);
        pc.interrupt(0x10, 0x1017);
        assertThat(pc.memory.copy(0x20100, 6)).containsExactly(1, 2, 3, 4, 5, 6);
        pc.cpu.bx(101);
        pc.interrupt(0x10, 0x1015);
        assertThat(pc.cpu.dh() << 16 | pc.cpu.cx()).isEqualTo(0x040506);
    }
}
