package reliquary.shim.bios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The 64 KiB at F000:0000 that the guest sees: the assembled {@code bios.asm} with the fonts put in.
 *
 * <p>A directory at offset 20h, written by the assembler, says where the tables are.
 */
final class BiosRom {
    static final int SEGMENT = 0xF000;
    static final int BASE = 0xF0000;
    static final int SIZE = 0x10000;

    private static final int DIRECTORY = 0x20;
    private static final int VECTORS = 0x78;

    private final byte[] image = assembled();

    /** The tables that the directory names, in its order. */
    enum Table {
        VECTORS,
        FONT_8,
        FONT_8_HIGH,
        FONT_14,
        FONT_16,
        VIDEO_PARAMETERS,
        VIDEO_POINTERS,
        CONFIGURATION,
        DISKETTE,
        NO_ALTERNATE_GLYPHS,
        STATE_CAPABILITIES
    }

    BiosRom() {
        byte[] font8 = Cp437Font.ofHeight(8).bytes();
        int half = font8.length / 2;
        System.arraycopy(font8, 0, image, offset(Table.FONT_8), half);
        System.arraycopy(font8, half, image, offset(Table.FONT_8_HIGH), half);
        put(Table.FONT_14, Cp437Font.ofHeight(14).bytes());
        put(Table.FONT_16, Cp437Font.ofHeight(16).bytes());
        int sum = 0;
        for (byte b : image) {
            sum += b;
        }
        image[SIZE - 1] -= (byte) sum;
    }

    /** The bytes as {@code bios.asm} assembles, without what is put in later. */
    static byte[] assembled() {
        try (InputStream in = BiosRom.class.getResourceAsStream("bios.rom")) {
            if (in == null) {
                throw new IllegalStateException("the program's file bios.rom is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole image; all its bytes add up to 0 modulo 256. */
    byte[] bytes() {
        return image.clone();
    }

    /** Offset of a table in the ROM's segment. */
    int offset(Table table) {
        return word(DIRECTORY + 2 * table.ordinal());
    }

    /** A far pointer to a table, offset in the low word. */
    int pointer(Table table) {
        return SEGMENT << 16 | offset(table);
    }

    /** What the interrupt vectors 00h to 77h point at from power-on: far pointers, 0 where a vector stays empty. */
    int[] vectors() {
        int[] vectors = new int[VECTORS];
        for (int i = 0; i < VECTORS; i++) {
            int offset = word(offset(Table.VECTORS) + 2 * i);
            vectors[i] = offset == 0 ? 0 : SEGMENT << 16 | offset;
        }
        return vectors;
    }

    /** {@code length} bytes of a table from {@code from} on. */
    byte[] slice(Table table, int from, int length) {
        int at = offset(table) + from;
        return Arrays.copyOfRange(image, at, at + length);
    }

    private void put(Table table, byte[] bytes) {
        System.arraycopy(bytes, 0, image, offset(table), bytes.length);
    }

    private int word(int at) {
        return image[at] & 0xFF | (image[at + 1] & 0xFF) << 8;
    }
}
