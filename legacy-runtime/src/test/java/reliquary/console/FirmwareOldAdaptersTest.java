package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.bus.PhysicalMemory;
import reliquary.bus.PortBus;
import reliquary.clock.EventQueue;
import reliquary.clock.VirtualClock;
import reliquary.device.CgaAdapter;
import reliquary.device.MdaAdapter;
import reliquary.shim.bios.Cp437Font;
import reliquary.shim.bios.VideoAdapter;

/** The project's own firmware drives a CGA and an MDA: what its video services draw is what the monitor shows. */
class FirmwareOldAdaptersTest {
    private static final int COLOUR_TEXT = 0xB8000;
    private static final int MONOCHROME_TEXT = 0xB0000;

    private long blocks;
    private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
    private final PortBus ports = new PortBus();
    private final EventQueue events = new EventQueue(new VirtualClock(() -> blocks, 1000));

    private final class Cga {
        final CgaAdapter card = new CgaAdapter(events, memory.window(COLOUR_TEXT, CgaAdapter.WINDOW));
        final ScreenReader monitor = new ScreenReader(card);
        final Firmware firmware;

        Cga() {
            ports.attach("CGA", 0x3D0, CgaAdapter.PORTS, card);
            firmware = new Firmware(VideoAdapter.CGA, memory, ports);
        }
    }

    private final class Mda {
        final MdaAdapter card = new MdaAdapter(events, memory.window(MONOCHROME_TEXT, MdaAdapter.WINDOW));
        final ScreenReader monitor = new ScreenReader(card);
        final Firmware firmware;

        Mda() {
            ports.attach("MDA", 0x3B0, MdaAdapter.PORTS, card);
            firmware = new Firmware(VideoAdapter.MDA, memory, ports);
        }
    }

    @Test
    void a_cga_shows_what_is_printed_in_its_8_by_8_font() {
        Cga cga = new Cga();
        cga.firmware.video(0x0003, 0, 0, 0);
        cga.firmware.print("Hi┐");
        TextScreen screen = cga.monitor.text().orElseThrow();
        assertThat(screen.columns()).isEqualTo(80);
        assertThat(screen.rows()).isEqualTo(25);
        assertThat(screen.row(0)).isEqualTo("Hi┐");
        assertThat(screen.cursor()).isEqualTo(new TextScreen.Cursor(3, 0, 6, 7, true));
        Framebuffer picture = cga.monitor.picture();
        assertThat(picture.width()).isEqualTo(640);
        assertThat(picture.height()).isEqualTo(200);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                boolean ink = (Cp437Font.ofHeight(8).row('H', y) >> 7 - x & 1) != 0;
                assertThat(picture.pixel(x, y)).isEqualTo(ink ? 0xFFAAAAAA : 0xFF000000);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"00, 320, 200", "01, 320, 200", "02, 640, 200", "03, 640, 200", "04, 320, 200", "06, 640, 200"})
    void every_cga_mode_has_its_size(String mode, int width, int height) {
        Cga cga = new Cga();
        cga.firmware.video(Integer.parseInt(mode, 16), 0, 0, 0);
        assertThat(cga.monitor.picture().width()).isEqualTo(width);
        assertThat(cga.monitor.picture().height()).isEqualTo(height);
    }

    @ParameterizedTest
    @CsvSource({"04, 1, FF55FFFF", "04, 2, FFFF55FF", "05, 2, FFFF5555", "06, 1, FFAAAAAA"})
    void dots_have_the_colours_of_the_mode(String mode, int colour, String argb) {
        Cga cga = new Cga();
        cga.firmware.video(Integer.parseInt(mode, 16), 0, 0, 0);
        if (mode.equals("06")) {
            ports.write8(0x3D9, 0x07);
        } else {
            cga.firmware.video(0x0B00, 0x0101, 0, 0);
        }
        cga.firmware.video(0x0C00 | colour, 0, 313, 151);
        Framebuffer picture = cga.monitor.picture();
        assertThat(picture.pixel(313, 151)).isEqualTo((int) Long.parseLong(argb, 16));
        assertThat(picture.pixel(312, 151)).isEqualTo(0xFF000000);
        assertThat(picture.pixel(313, 150)).isEqualTo(0xFF000000);
    }

    @Test
    void a_cgas_memory_shows_twice() {
        Cga cga = new Cga();
        memory.write8(0xBC000, 'Z');
        assertThat(memory.read8(0xB8000)).isEqualTo('Z');
        memory.write8(0xB8001, 0x1F);
        assertThat(memory.read8(0xBC001)).isEqualTo(0x1F);
        assertThat(cga.monitor.text().orElseThrow().character(0, 0)).isEqualTo('Z');
    }

    @Test
    void coarse_graphics_by_two_line_rows_fit_the_screen() {
        Cga cga = new Cga();
        cga.firmware.video(0x0003, 0, 0, 0);
        int[] tweaked = {4, 127, 6, 100, 7, 112, 9, 1};
        for (int i = 0; i < tweaked.length; i += 2) {
            ports.write8(0x3D4, tweaked[i]);
            ports.write8(0x3D5, tweaked[i + 1]);
        }
        assertThat(cga.monitor.picture().height()).isEqualTo(200);
    }

    @Test
    void retrace_comes_and_goes_sixty_times_a_second_on_a_cga() {
        new Cga();
        int began = 0;
        int before = 0;
        for (int micros = 0; micros < 1_000_000; micros += 10) {
            blocks += 10_000;
            int now = ports.read8(0x3DA) & 8;
            began += now > before ? 1 : 0;
            before = now;
        }
        assertThat(began).isBetween(59, 61);
    }

    @Test
    void an_mda_shows_green_text_with_its_own_idea_of_attributes() {
        Mda mda = new Mda();
        mda.firmware.print("C>");
        TextScreen screen = mda.monitor.text().orElseThrow();
        assertThat(screen.row(0)).isEqualTo("C>");
        assertThat(screen.cursor().firstLine()).isEqualTo(11);
        assertThat(mda.monitor.picture().width()).isEqualTo(720);
        assertThat(mda.monitor.picture().height()).isEqualTo(350);
        int[] attributes = {0x07, 0x0F, 0x00, 0x70, 0x24};
        for (int i = 0; i < attributes.length; i++) {
            memory.write16(MONOCHROME_TEXT + 2 * i, attributes[i] << 8 | 0xDB);
        }
        Framebuffer picture = mda.monitor.picture();
        assertThat(new int[] {picture.pixel(0, 0), picture.pixel(9, 0), picture.pixel(18, 0), picture.pixel(27, 0)})
                .containsExactly(0xFF00AA00, 0xFF55FF55, 0xFF000000, 0xFF000000);
        assertThat(picture.pixel(36, 0)).isEqualTo(0xFF00AA00);
        assertThat(mda.monitor.text().orElseThrow().style().underlined(0x01)).isTrue();
    }

    @Test
    void an_mdas_status_alternates_while_lines_are_drawn() {
        new Mda();
        boolean[] seen = new boolean[2];
        for (int i = 0; i < 200; i++) {
            blocks += 1_000;
            seen[ports.read8(0x3BA) & 1] = true;
        }
        assertThat(seen).containsExactly(true, true);
    }
}
