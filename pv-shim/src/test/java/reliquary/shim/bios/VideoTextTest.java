package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoTextTest {
    private static final int CRTC = 0x3D4;

    private final TestPc pc = new TestPc();

    private void print(String text) {
        for (char c : text.toCharArray()) {
            pc.cpu.bx(0x0007);
            pc.interrupt(0x10, 0x0E00 | c);
        }
    }

    private void cursor(int column, int row) {
        pc.cpu.bx(0);
        pc.cpu.dx(row << 8 | column);
        pc.interrupt(0x10, 0x0200);
    }

    private int cursor() {
        pc.cpu.bx(0);
        pc.interrupt(0x10, 0x0300);
        return pc.cpu.dx();
    }

    @Test
    void teletype_output_obeys_return_line_feed_and_backspace() {
        print("first\r\nsecond\b!");
        assertThat(pc.line(0)).isEqualTo("first");
        assertThat(pc.line(1)).isEqualTo("secon!");
        assertThat(cursor()).isEqualTo(0x0106);
        assertThat(pc.ports.file(CRTC).get(0x0E) << 8 | pc.ports.file(CRTC).get(0x0F))
                .isEqualTo(86);
    }

    @Test
    void teletype_output_wraps_and_scrolls_with_the_attribute_at_the_cursor() {
        cursor(79, 24);
        pc.memory.write16(0xB8000, 'x');
        pc.memory.write16(0xB8000 + 160, 'y');
        cursor(0, 24);
        pc.cpu.bx(0x001E);
        pc.cpu.cx(1);
        pc.interrupt(0x10, 0x0920);
        cursor(79, 24);
        print("A");
        assertThat(pc.line(0)).isEqualTo("y");
        assertThat(pc.line(23)).endsWith("A").hasSize(80);
        assertThat(cursor()).isEqualTo(0x1800);
        assertThat(pc.memory.read16(0xB8000 + 24 * 160))
                .as("blank in the row that came free")
                .isEqualTo(0x1E20);
    }

    @Test
    void a_window_scrolls_up_and_down_and_leaves_the_rest() {
        for (int row = 0; row < 6; row++) {
            cursor(0, row);
            print("abcdef".replace('a', (char) ('0' + row)));
        }
        scroll(0x0601, 1, 1, 3, 4, 0x70);
        assertThat(pc.line(0)).isEqualTo("0bcdef");
        assertThat(pc.line(4)).isEqualTo("4   ef");
        assertThat(pc.memory.read16(0xB8000 + 4 * 160 + 2)).isEqualTo(0x7020);
        scroll(0x0702, 0, 0, 79, 5, 0x07);
        assertThat(pc.line(0)).isEmpty();
        assertThat(pc.line(2)).isEqualTo("0bcdef");
        assertThat(pc.line(5)).isEqualTo("3bcdef");
        scroll(0x0600, 0, 0, 79, 24, 0x1F);
        assertThat(pc.memory.read16(0xB8000 + 24 * 160 + 158)).isEqualTo(0x1F20);
    }

    private void scroll(int ax, int left, int top, int right, int bottom, int attribute) {
        pc.cpu.cx(top << 8 | left);
        pc.cpu.dx(bottom << 8 | right);
        pc.cpu.bx(attribute << 8);
        pc.interrupt(0x10, ax);
    }

    @Test
    void characters_are_written_with_and_without_attribute_and_read_back() {
        cursor(78, 3);
        pc.cpu.bx(0x004E);
        pc.cpu.cx(4);
        pc.interrupt(0x10, 0x092A);
        assertThat(pc.memory.read16(0xB8000 + 4 * 160 + 2))
                .as("runs on into the next row")
                .isEqualTo(0x4E2A);
        assertThat(cursor()).isEqualTo(0x034E);
        pc.cpu.cx(1);
        pc.interrupt(0x10, 0x0A2B);
        pc.interrupt(0x10, 0x0800);
        assertThat(pc.cpu.ax()).isEqualTo(0x4E2B);
    }

    @Test
    void pages_have_cursors_of_their_own_and_one_is_shown() {
        pc.cpu.bx(0x0200);
        pc.cpu.dx(0x0A05);
        pc.interrupt(0x10, 0x0200);
        assertThat(cursor()).isZero();
        pc.interrupt(0x10, 0x0502);
        assertThat(pc.ports.file(CRTC).get(0x0C) << 8 | pc.ports.file(CRTC).get(0x0D))
                .isEqualTo(0x1000);
        print("on page 2");
        assertThat(pc.memory.read8(0xB8000 + 0x2000 + (10 * 80 + 5) * 2)).isEqualTo('o');
        pc.interrupt(0x10, 0x0F00);
        assertThat(pc.cpu.bh()).isEqualTo(2);
        assertThat(pc.cpu.ax()).isEqualTo(0x5003);
    }

    @Test
    void a_string_is_written_with_attributes_in_it_and_the_cursor_stays_if_asked() {
        pc.memory.put(0x20000, new byte[] {'H', 0x1F, 'i', 0x2F});
        pc.cpu.es(0x2000);
        pc.cpu.bp(0);
        pc.cpu.cx(2);
        pc.cpu.bx(0);
        pc.cpu.dx(0x0205);
        pc.interrupt(0x10, 0x1302);
        assertThat(pc.memory.read32(0xB8000 + (2 * 80 + 5) * 2)).isEqualTo(0x2F691F48);
        assertThat(cursor()).isZero();
        pc.memory.put(0x20000, "ab");
        pc.cpu.cx(2);
        pc.cpu.bx(0x0070);
        pc.cpu.dx(0x0300);
        pc.interrupt(0x10, 0x1301);
        assertThat(pc.memory.read32(0xB8000 + 3 * 160)).isEqualTo(0x70627061);
        assertThat(cursor()).isEqualTo(0x0302);
    }

    @Test
    void cursor_shapes_of_the_cga_are_scaled_to_the_cell() {
        pc.cpu.cx(0x0607);
        pc.interrupt(0x10, 0x0100);
        assertThat(pc.ports.file(CRTC)).containsEntry(0x0A, 13).containsEntry(0x0B, 14);
        pc.cpu.cx(0x2000);
        pc.interrupt(0x10, 0x0100);
        assertThat(pc.ports.file(CRTC).get(0x0A)).as("hidden").isEqualTo(0x20);
        pc.cpu.cx(0);
        pc.interrupt(0x10, 0x0300);
        assertThat(pc.cpu.cx()).isEqualTo(0x2000);
    }

    @Test
    void loading_the_8x8_font_makes_fifty_rows() {
        pc.cpu.bx(0);
        pc.interrupt(0x10, 0x1112);
        pc.cpu.bx(0x0100);
        pc.interrupt(0x10, 0x1130);
        assertThat(pc.cpu.dl()).isEqualTo(49);
        assertThat(pc.cpu.cx()).isEqualTo(8);
        cursor(0, 49);
        print("last row\n");
        assertThat(pc.memory.read8(0xB8000 + 48 * 160)).isEqualTo('l');
    }

    @ParameterizedTest
    @CsvSource({"0, 200, 8, 25", "1, 350, 14, 43", "2, 400, 16, 50"})
    void text_modes_have_the_chosen_scan_lines(int choice, int lines, int height, int smallRows) {
        pc.cpu.bx(0x0030);
        pc.interrupt(0x10, 0x1200 | choice);
        assertThat(pc.cpu.al()).isEqualTo(0x12);
        pc.interrupt(0x10, 0x0003);
        assertThat(pc.data.wordAt(BiosDataArea.CHARACTER_HEIGHT)).isEqualTo(height);
        assertThat(pc.data.byteAt(BiosDataArea.ROWS)).isEqualTo(24);
        boolean doubled = (pc.ports.file(CRTC).get(9) & 0x80) != 0;
        int shown = (pc.ports.file(CRTC).get(0x12) | (pc.ports.file(CRTC).get(7) & 2) << 7) + 1;
        assertThat(shown).isEqualTo(doubled ? lines * 2 : lines);
        pc.cpu.bx(0);
        pc.interrupt(0x10, 0x1112);
        assertThat(pc.data.byteAt(BiosDataArea.ROWS) + 1).isEqualTo(smallRows);
    }

    @Test
    void the_font_tables_are_where_function_1130_says() {
        pc.cpu.bx(0x0600);
        pc.interrupt(0x10, 0x1130);
        int font = pc.cpu.es() * 16 + pc.cpu.bp();
        assertThat(pc.memory.copy(font + 'A' * 16, 16))
                .isEqualTo(Cp437Font.ofHeight(16).glyph('A'));
        pc.cpu.bx(0x0400);
        pc.interrupt(0x10, 0x1130);
        font = pc.cpu.es() * 16 + pc.cpu.bp();
        assertThat(pc.memory.copy(font, 8)).isEqualTo(Cp437Font.ofHeight(8).glyph(0x80));
    }

    @Test
    void the_adapter_says_that_it_is_a_vga() {
        pc.interrupt(0x10, 0x1A00);
        assertThat(pc.cpu.al()).isEqualTo(0x1A);
        assertThat(pc.cpu.bx()).isEqualTo(0x0008);
        pc.cpu.bx(0xFF10);
        pc.interrupt(0x10, 0x1200);
        assertThat(pc.cpu.bx()).as("colour, 256 KB").isEqualTo(0x0003);
        pc.cpu.es(0x2000);
        pc.cpu.di(0);
        pc.cpu.bx(0);
        pc.interrupt(0x10, 0x1B00);
        assertThat(pc.cpu.al()).isEqualTo(0x1B);
        assertThat(pc.memory.read8(0x20004)).isEqualTo(3);
        assertThat(pc.memory.read8(0x20022)).isEqualTo(25);
    }

    @Test
    void vesa_calls_are_not_answered() {
        pc.interrupt(0x10, 0x4F00);
        assertThat(pc.cpu.ah()).isEqualTo(0x4F);
        assertThat(pc.cpu.al()).isZero();
    }

    @Test
    void a_monochrome_adapter_starts_in_mode_7_at_b0000() {
        TestPc mda = new TestPc(VideoAdapter.MDA);
        mda.cpu.bx(0x0007);
        mda.interrupt(0x10, 0x0E41);
        assertThat(mda.memory.read16(0xB0000)).isEqualTo(0x0741);
        assertThat(mda.data.wordAt(BiosDataArea.CRTC_PORT)).isEqualTo(0x3B4);
        assertThat(mda.data.wordAt(BiosDataArea.EQUIPMENT) & 0x30).isEqualTo(0x30);
        mda.cpu.bx(0xFF10);
        mda.interrupt(0x10, 0x1200);
        assertThat(mda.cpu.bx()).as("no EGA or VGA answers").isEqualTo(0xFF10);
        mda.interrupt(0x10, 0x0003);
        assertThat(mda.data.byteAt(BiosDataArea.VIDEO_MODE))
                .as("it has no other mode")
                .isEqualTo(7);
    }
}
