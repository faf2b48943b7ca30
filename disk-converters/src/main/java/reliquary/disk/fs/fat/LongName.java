package reliquary.disk.fs.fat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A long name in the slots before its directory entry, last part first ("Microsoft FAT Specification", section 7).
 *
 * <p>A slot: 0 u8 number from 1, with 40 in the last part; 1 five, 14 six, 28 two UTF-16LE characters, 0000 behind the
 * end and then FFFF; 11 u8 0F; 13 u8 checksum of the short name; 26 u16 0.
 */
final class LongName {
    private static final int[] PLACES = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
    private static final int LAST = 0x40;
    private static final int MOST_PARTS = 20;

    private final StringBuilder text = new StringBuilder();
    private int expected;
    private int checksum;
    private int firstSlot;

    /** Takes up the next slot; one that does not continue the name begins anew or spoils it. */
    void add(ByteBuffer raw, int slot) {
        int number = raw.get(0) & 0x3F;
        boolean last = (raw.get(0) & LAST) != 0;
        if (last && number <= MOST_PARTS) {
            clear();
            expected = number;
            checksum = raw.get(13) & 0xFF;
            firstSlot = slot;
        }
        if (number == 0 || number != expected || (raw.get(13) & 0xFF) != checksum) {
            clear();
            return;
        }
        text.insert(0, characters(raw));
        expected--;
    }

    private static String characters(ByteBuffer raw) {
        StringBuilder part = new StringBuilder();
        for (int at : PLACES) {
            char c = raw.order(ByteOrder.LITTLE_ENDIAN).getChar(at);
            if (c == 0) {
                break;
            }
            part.append(c);
        }
        return part.toString();
    }

    /** The name, if its parts are complete and belong to this short name. */
    Optional<String> nameFor(byte[] shortName) {
        boolean complete = !text.isEmpty() && expected == 0 && checksum == FatName.checksum(shortName);
        return complete ? Optional.of(text.toString()) : Optional.empty();
    }

    int firstSlot() {
        return firstSlot;
    }

    void clear() {
        text.setLength(0);
        expected = 0;
    }

    /** The slots of a name, in the order in which they stand on the disk. */
    static List<ByteBuffer> slots(String name, int checksum) {
        List<ByteBuffer> slots = new ArrayList<>();
        int parts = (name.length() + PLACES.length - 1) / PLACES.length;
        for (int number = parts; number >= 1; number--) {
            ByteBuffer raw = ByteBuffer.allocate(FatEntry.SIZE).order(ByteOrder.LITTLE_ENDIAN);
            raw.put(0, (byte) (number == parts ? number | LAST : number));
            raw.put(FatEntry.ATTRIBUTES_AT, (byte) FatEntry.LONG_NAME).put(13, (byte) checksum);
            for (int i = 0; i < PLACES.length; i++) {
                int at = (number - 1) * PLACES.length + i;
                raw.putChar(PLACES[i], at < name.length() ? name.charAt(at) : at == name.length() ? '\0' : '\uFFFF');
            }
            slots.add(raw);
        }
        return slots;
    }
}
