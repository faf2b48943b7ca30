package reliquary.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import reliquary.disk.Geometry;

/** What IDENTIFY DEVICE and IDENTIFY PACKET DEVICE answer (T13 1153D, ATA/ATAPI-4, 8.12 and 8.13): 256 words. */
final class AtaIdentity {
    private static final int BYTES = 512;
    private static final int SERIAL = 10;
    private static final int SERIAL_CHARACTERS = 20;
    private static final int FIRMWARE = 23;
    private static final int FIRMWARE_CHARACTERS = 8;
    private static final int MODEL = 27;
    private static final int MODEL_CHARACTERS = 40;
    private static final long LBA28_SECTORS = 0x0FFF_FFFF;

    private static final int FIXED_DISK = 0x0040;
    /** ATAPI, CD-ROM, removable, DRQ within 50 us, 12-byte packets. */
    private static final int CD_ROM = 0x85C0;

    private static final int IORDY = 0x0800;
    private static final int LBA = 0x0200;
    private static final int PIO_MODE_2 = 0x0200;
    private static final int WORDS_54_TO_58_AND_64_TO_70 = 0x0003;
    private static final int PIO_MODES_3_AND_4 = 0x0003;
    private static final int CYCLE_NANOS = 120;
    private static final int ATA_1_TO_4 = 0x001E;
    private static final int ATA_1_TO_6 = 0x007E;
    private static final int VALID = 0x4000;

    /** NOP, READ BUFFER, WRITE BUFFER, look-ahead, write cache, power management. */
    private static final int COMMANDS = 0x7068;

    /** FLUSH CACHE EXT, FLUSH CACHE, 48-bit addresses. */
    private static final int MORE_COMMANDS = 0x3400;

    /** PACKET, power management. */
    private static final int PACKET_COMMANDS = 0x0018;

    private final ByteBuffer words = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private AtaIdentity(String serial, String model) {
        text(SERIAL, SERIAL_CHARACTERS, serial);
        text(FIRMWARE, FIRMWARE_CHARACTERS, "1.0");
        text(MODEL, MODEL_CHARACTERS, model);
        word(51, PIO_MODE_2);
        word(53, WORDS_54_TO_58_AND_64_TO_70);
        word(64, PIO_MODES_3_AND_4);
        word(67, CYCLE_NANOS);
        word(68, CYCLE_NANOS);
    }

    /**
     * @param multiple sectors in a block of READ MULTIPLE now, 0 if that is off
     * @param mostMultiple the most that it can be
     */
    static ByteBuffer disk(String serial, AtaTranslation translation, int multiple, int mostMultiple) {
        AtaIdentity identity = new AtaIdentity(serial, "RELIQUARY HARD DISK");
        identity.word(0, FIXED_DISK);
        identity.geometry(translation);
        identity.word(20, 3); // dual-ported buffer with read-ahead
        identity.word(21, mostMultiple);
        identity.word(22, 4); // ECC bytes
        identity.word(47, 0x8000 | mostMultiple);
        identity.word(48, 1); // 32-bit accesses to the data port
        identity.word(49, LBA | IORDY);
        identity.word(50, VALID);
        identity.word(59, multiple == 0 ? 0 : 0x0100 | multiple);
        identity.doubleWord(60, Math.min(translation.sectors(), LBA28_SECTORS));
        identity.word(80, ATA_1_TO_6);
        for (int set = 82; set <= 85; set += 3) {
            identity.word(set, COMMANDS);
            identity.word(set + 1, VALID | MORE_COMMANDS);
            identity.word(set + 2, VALID);
        }
        identity.doubleWord(100, translation.sectors());
        identity.word(102, (int) (translation.sectors() >> 32));
        return identity.words;
    }

    static ByteBuffer cd(String serial) {
        AtaIdentity identity = new AtaIdentity(serial, "RELIQUARY CD-ROM");
        identity.word(0, CD_ROM);
        identity.word(49, LBA | IORDY);
        identity.word(80, ATA_1_TO_4);
        for (int set = 82; set <= 85; set += 3) {
            identity.word(set, PACKET_COMMANDS);
            identity.word(set + 1, VALID);
        }
        return identity.words;
    }

    private void geometry(AtaTranslation translation) {
        Geometry natural = translation.natural();
        word(1, natural.cylinders());
        word(3, natural.heads());
        word(4, natural.sectors() * 512);
        word(5, 512);
        word(6, natural.sectors());
        Geometry current = translation.current();
        word(54, current.cylinders());
        word(55, current.heads());
        word(56, current.sectors());
        doubleWord(57, Math.min(current.totalSectors(), translation.sectors()));
    }

    private void word(int index, int value) {
        words.putShort(index * 2, (short) value);
    }

    private void doubleWord(int index, long value) {
        words.putInt(index * 2, (int) value);
    }

    /** Text is padded with spaces; the first character of each word is in its upper byte. */
    private void text(int index, int characters, String text) {
        for (int i = 0; i < characters; i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            words.put((index * 2 + i) ^ 1, (byte) c);
        }
    }
}
