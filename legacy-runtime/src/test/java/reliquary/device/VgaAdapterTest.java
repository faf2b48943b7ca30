package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reliquary.bus.PageUse;
import reliquary.device.VgaCard.Mode;

class VgaAdapterTest {
    private final VgaCard card = new VgaCard(Mode.TEXT_80);

    @Test
    void registers_read_back_what_was_written_where_they_have_bits() {
        card.sequencer(2, 0xFF);
        card.graphics(5, 0xFF);
        card.crtc(0x13, 0x5A);
        assertThat(card.in(0x3C4, 2)).isEqualTo(0x0F);
        assertThat(card.in(0x3CE, 5)).isEqualTo(0x7B);
        assertThat(card.in(0x3D4, 0x13)).isEqualTo(0x5A);
        assertThat(card.in(0x3CC)).isEqualTo(0x67);
    }

    @Test
    void the_miscellaneous_output_register_moves_the_crtc_between_monochrome_and_colour_ports() {
        card.crtc(0x0F, 0x12);
        assertThat(card.in(0x3B5)).isEqualTo(0xFF);
        card.out(0x3C2, 0x66);
        assertThat(card.in(0x3B4, 0x0F)).isEqualTo(0x12);
        assertThat(card.in(0x3D5)).isEqualTo(0xFF);
    }

    @Test
    void write_protection_covers_crtc_registers_0_to_7_except_line_compare_bit_8() {
        card.crtc(0x11, 0x8E);
        card.crtc(0x01, 0x27);
        card.crtc(0x07, 0x00);
        card.crtc(0x0C, 0x12);
        assertThat(card.in(0x3D4, 0x01)).isEqualTo(0x4F);
        assertThat(card.in(0x3D4, 0x07)).isEqualTo(0x0F);
        assertThat(card.in(0x3D4, 0x0C)).isEqualTo(0x12);
    }

    @Test
    void attribute_port_takes_index_and_data_in_turns_and_status_1_starts_anew() {
        card.in(0x3DA);
        card.out(0x3C0, 0x05);
        card.in(0x3DA);
        card.out(0x3C0, 0x06);
        card.out(0x3C0, 0x2A);
        card.out(0x3C0, 0x06);
        assertThat(card.in(0x3C1)).isEqualTo(0x2A);
    }

    @Test
    void the_dac_moves_on_to_the_next_colour_after_three_parts() {
        card.out(0x3C8, 0x10);
        for (int part = 1; part <= 6; part++) {
            card.out(0x3C9, part);
        }
        assertThat(card.in(0x3C7)).isZero();
        card.out(0x3C7, 0x10);
        assertThat(card.in(0x3C7)).isEqualTo(3);
        for (int part = 1; part <= 6; part++) {
            assertThat(card.in(0x3C9)).isEqualTo(part);
        }
        assertThat(card.vga.colour(0x10)).isEqualTo(0xFF04080C);
    }

    @Test
    void a_colour_half_written_is_not_shown() {
        card.colour(1, 1, 2, 3);
        card.out(0x3C8, 1);
        card.out(0x3C9, 0x3F);
        card.out(0x3C9, 0x3F);
        assertThat(card.vga.colour(1)).isEqualTo(0xFF04080C);
    }

    @Test
    void the_pixel_mask_hides_colours() {
        card.colour(0x0F, 63, 63, 63);
        card.out(0x3C6, 0x0F);
        assertThat(card.vga.colour(0xFF)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void retrace_comes_and_goes_seventy_times_a_second() {
        int began = 0;
        int before = card.in(0x3DA) & 8;
        for (int micros = 0; micros < 1_000_000; micros += 10) {
            card.pass(10_000);
            int now = card.in(0x3DA) & 8;
            began += now > before ? 1 : 0;
            before = now;
        }
        assertThat(began).isEqualTo(70);
    }

    @Test
    void the_display_enable_bit_goes_on_and_off_within_a_line() {
        int shown = 0;
        int hidden = 0;
        for (int nanos = 0; nanos < 31_770; nanos += 100) {
            if ((card.in(0x3DA) & 1) == 0) {
                shown++;
            } else {
                hidden++;
            }
            card.pass(100);
        }
        assertThat(shown).isBetween(240, 265);
        assertThat(hidden).isBetween(50, 80);
    }

    @Test
    void a_fresh_card_without_a_mode_still_lets_a_program_see_retrace() {
        VgaCard fresh = new VgaCard();
        fresh.out(0x3C2, 1);
        boolean[] seen = new boolean[2];
        for (int i = 0; i < 100; i++) {
            fresh.pass(500);
            seen[fresh.in(0x3DA) >> 3 & 1] = true;
        }
        assertThat(seen).containsExactly(true, true);
    }

    @Test
    void text_is_plain_memory_and_what_is_not_selected_is_absent() {
        assertThat(card.memory.useOf(0xB8000)).isEqualTo(PageUse.RAM);
        assertThat(card.memory.useOf(0xBFFFF)).isEqualTo(PageUse.RAM);
        assertThat(card.memory.useOf(0xB0000)).isEqualTo(PageUse.ABSENT);
        assertThat(card.memory.useOf(0xA0000)).isEqualTo(PageUse.ABSENT);
        card.set(Mode.MONO_TEXT);
        assertThat(card.memory.useOf(0xB0000)).isEqualTo(PageUse.RAM);
        assertThat(card.memory.useOf(0xB8000)).isEqualTo(PageUse.ABSENT);
        card.set(Mode.VGA_13);
        assertThat(card.memory.useOf(0xA0000)).isEqualTo(PageUse.RAM);
        card.set(Mode.VGA_12);
        assertThat(card.memory.useOf(0xA0000)).isEqualTo(PageUse.DEVICE);
        card.out(0x3C2, 0x61);
        assertThat(card.memory.useOf(0xA0000)).isEqualTo(PageUse.ABSENT);
    }

    @Test
    void characters_lie_in_plane_0_and_attributes_in_plane_1_at_even_addresses() {
        card.memory.write16(0xB8002, 0x1F41);
        assertThat(card.vga.plane(0, 2)).isEqualTo(0x41);
        assertThat(card.vga.plane(1, 2)).isEqualTo(0x1F);
    }

    @Test
    void the_text_page_survives_loading_a_font_into_plane_2() {
        card.memory.write16(0xB8000, 0x1F41);
        card.sequencer(2, 0x04);
        card.sequencer(4, 0x06);
        card.graphics(4, 0x02);
        card.graphics(5, 0x00);
        card.graphics(6, 0x04);
        for (int i = 0; i < 0x2000; i++) {
            card.memory.write8(VgaCard.GRAPHICS + i, i * 7);
        }
        assertThat(card.memory.read8(VgaCard.GRAPHICS + 5)).isEqualTo(35);
        card.set(Mode.TEXT_80);
        assertThat(card.memory.read16(0xB8000)).isEqualTo(0x1F41);
        assertThat(card.vga.plane(2, 5)).isEqualTo(35);
    }

    @Test
    void a_picture_in_mode_13h_survives_unchaining() {
        card.set(Mode.VGA_13);
        for (int i = 0; i < 64_000; i++) {
            card.memory.write8(VgaCard.GRAPHICS + i, i ^ i >> 8);
        }
        card.sequencer(4, 0x06);
        card.graphics(4, 3);
        assertThat(card.memory.read8(VgaCard.GRAPHICS + 400)).isEqualTo((403 ^ 403 >> 8) & 0xFF);
        card.sequencer(2, 0x08);
        card.memory.write8(VgaCard.GRAPHICS + 400, 0x99);
        card.sequencer(2, 0x0F);
        card.sequencer(4, 0x0E);
        assertThat(card.memory.read8(VgaCard.GRAPHICS + 403)).isEqualTo(0x99);
        assertThat(card.memory.read8(VgaCard.GRAPHICS + 404)).isEqualTo((404 ^ 404 >> 8) & 0xFF);
    }

    @Test
    void latches_copy_all_planes_at_once_in_write_mode_1() {
        card.set(Mode.VGA_12);
        for (int plane = 0; plane < 4; plane++) {
            card.sequencer(2, 1 << plane);
            card.memory.write8(VgaCard.GRAPHICS, 0x11 * (plane + 1));
        }
        card.sequencer(2, 0x0F);
        card.graphics(5, 1);
        card.memory.read8(VgaCard.GRAPHICS);
        card.memory.write8(VgaCard.GRAPHICS + 9, 0);
        for (int plane = 0; plane < 4; plane++) {
            assertThat(card.vga.plane(plane, 9)).isEqualTo(0x11 * (plane + 1));
        }
    }

    @Test
    void an_adapter_that_is_disabled_answers_no_memory_access() {
        card.out(0x3C3, 0);
        assertThat(card.memory.useOf(0xB8000)).isEqualTo(PageUse.ABSENT);
        card.out(0x3C3, 1);
        assertThat(card.memory.useOf(0xB8000)).isEqualTo(PageUse.RAM);
    }
}
