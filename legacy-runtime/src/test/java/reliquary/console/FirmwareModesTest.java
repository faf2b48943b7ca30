package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.bus.PortBus;
import reliquary.device.VgaAdapter;
import reliquary.device.VgaCard;
import reliquary.shim.bios.Cp437Font;
import reliquary.shim.bios.VideoAdapter;

/** The project's own firmware drives the VGA: what its video services draw is what the monitor shows. */
class FirmwareModesTest {
    private final VgaCard card = new VgaCard();
    private final ScreenReader monitor = new ScreenReader(card.vga);
    private final Firmware firmware;

    FirmwareModesTest() {
        PortBus ports = new PortBus();
        ports.attach("VGA", 0x3B0, VgaAdapter.PORTS, card.vga);
        firmware = new Firmware(VideoAdapter.VGA, card.memory, ports);
    }

    private void video(int ax, int bx, int cx, int dx) {
        firmware.video(ax, bx, cx, dx);
    }

    @ParameterizedTest
    @CsvSource({
        "00, 360, 400", "01, 360, 400", "02, 720, 400", "03, 720, 400", "04, 320, 200", "05, 320, 200", "06, 640, 200",
        "07, 720, 400", "0D, 320, 200", "0E, 640, 200", "0F, 640, 350", "10, 640, 350", "11, 640, 480", "12, 640, 480",
        "13, 320, 200"
    })
    void every_mode_has_its_size(String mode, int width, int height) {
        video(Integer.parseInt(mode, 16), 0, 0, 0);
        Framebuffer picture = monitor.picture();
        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
    }

    @ParameterizedTest
    @CsvSource({"04, 3", "05, 2", "06, 1", "0D, 12", "0E, 9", "10, 7", "11, 1", "12, 14", "13, 77"})
    void a_dot_that_the_firmware_draws_is_seen_where_it_was_drawn(String mode, int colour) {
        video(Integer.parseInt(mode, 16), 0, 0, 0);
        Framebuffer before = monitor.picture();
        for (int i = 0; i < 40; i++) {
            video(0x0C00 | colour, 0, 5 * i + 3, 4 * i + 1);
        }
        Framebuffer after = monitor.picture();
        int changed = 0;
        for (int y = 0; y < after.height(); y++) {
            for (int x = 0; x < after.width(); x++) {
                if (before.pixel(x, y) != after.pixel(x, y)) {
                    changed++;
                    assertThat((x - 3) * 4).isEqualTo((y - 1) * 5);
                }
            }
        }
        assertThat(changed).isEqualTo(40);
    }

    @Test
    void text_that_the_firmware_prints_is_read_back_and_drawn_in_its_font() {
        video(0x0003, 0, 0, 0);
        for (char character : "Hi┐".toCharArray()) {
            video(0x0E00 | CodePage437.fromUnicode(character), 0, 0, 0);
        }
        TextScreen screen = monitor.text().orElseThrow();
        assertThat(screen.row(0)).isEqualTo("Hi┐");
        assertThat(screen.cursor().column()).isEqualTo(3);
        assertThat(screen.cursor().visible()).isTrue();
        Framebuffer picture = monitor.picture();
        Cp437Font font = Cp437Font.ofHeight(16);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 8; x++) {
                boolean ink = (font.row('H', y) >> 7 - x & 1) != 0;
                assertThat(picture.pixel(x, y)).isEqualTo(ink ? 0xFFAAAAAA : 0xFF000000);
            }
        }
    }

    @Test
    void the_sixteen_text_colours_are_those_of_a_pc() {
        video(0x0003, 0, 0, 0);
        assertThat(monitor.text().orElseThrow().style().colours())
                .containsExactly(
                        0xFF000000,
                        0xFF0000AA,
                        0xFF00AA00,
                        0xFF00AAAA,
                        0xFFAA0000,
                        0xFFAA00AA,
                        0xFFAA5500,
                        0xFFAAAAAA,
                        0xFF555555,
                        0xFF5555FF,
                        0xFF55FF55,
                        0xFF55FFFF,
                        0xFFFF5555,
                        0xFFFF55FF,
                        0xFFFFFF55,
                        0xFFFFFFFF);
    }

    @Test
    void fifty_rows_come_with_the_small_font() {
        video(0x0003, 0, 0, 0);
        video(0x1112, 0, 0, 0);
        assertThat(monitor.text().orElseThrow().rows()).isEqualTo(50);
    }
}
