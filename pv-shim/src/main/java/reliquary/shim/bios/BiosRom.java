package reliquary.shim.bios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import reliquary.profile.BiosIdentity;

/**
 * The 64 KiB at F000:0000 that the guest sees: the assembled {@code bios.asm} with the fonts, the disks' tables and what the
 * firmware says of itself put in.
 *
 * <p>A directory at offset 20h, written by the assembler, says where the tables are.
 */
final class BiosRom {
    static final int SEGMENT = 0xF000;
    static final int BASE = 0xF0000;
    static final int SIZE = 0x10000;

    private static final int DIRECTORY = 0x20;
    private static final int VECTORS = 0x78;
    private static final int RELEASE_DATE = 0xFFF5;
    private static final int MODEL = 0xFFFE;
    /** In the configuration table. */
    private static final int FEATURES = 5;

    private static final int EXTENDED_DATA_AREA = 0x04;

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
        STATE_CAPABILITIES,
        FIXED_DISKS
    }

    BiosRom(BiosSettings settings, List<BiosDrive> hardDisks) {
        byte[] font8 = Cp437Font.ofHeight(8).bytes();
        int half = font8.length / 2;
        System.arraycopy(font8, 0, image, offset(Table.FONT_8), half);
        System.arraycopy(font8, half, image, offset(Table.FONT_8_HIGH), half);
        put(Table.FONT_14, Cp437Font.ofHeight(14).bytes());
        put(Table.FONT_16, Cp437Font.ofHeight(16).bytes());
        put(Table.FIXED_DISKS, FixedDiskTables.of(hardDisks));
        identify(settings);
        int sum = 0;
        for (byte b : image) {
            sum += b;
        }
        image[SIZE - 1] -= (byte) sum;
    }

    private void identify(BiosSettings settings) {
        BiosIdentity identity = settings.identity();
        byte[] date = identity.romDate().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(date, 0, image, RELEASE_DATE, date.length);
        image[MODEL] = (byte) identity.modelByte();
        int table = offset(Table.CONFIGURATION);
        image[table + 2] = (byte) identity.modelByte();
        image[table + 3] = (byte) identity.submodel();
        image[table + 4] = (byte) identity.revision();
        image[table + FEATURES] |= settings.mouse() ? EXTENDED_DATA_AREA : 0;
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
