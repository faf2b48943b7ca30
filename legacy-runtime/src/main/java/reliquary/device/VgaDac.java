package reliquary.device;

/** The VGA's digital-to-analogue converter: 256 colours of three times 6 bits (Inmos IMSG171; PS/2 HITR, 2-103). */
final class VgaDac {
    private static final int COLOURS = 256;
    private static final int PARTS = 3;

    private final int[] parts = new int[COLOURS * PARTS];
    private int mask = 0xFF;
    private int writeIndex;
    private int readIndex;
    private int writePart;
    private int readPart;
    private boolean reading;
    private final int[] pending = new int[PARTS];

    int mask() {
        return mask;
    }

    void mask(int value) {
        mask = value;
    }

    void writeIndex(int value) {
        writeIndex = value;
        writePart = 0;
        reading = false;
    }

    int writeIndex() {
        return writeIndex;
    }

    void readIndex(int value) {
        readIndex = value;
        readPart = 0;
        reading = true;
    }

    /** 3 after the read index was written, 0 after the write index. */
    int state() {
        return reading ? 3 : 0;
    }

    /** Takes red, green and blue in turn; the third stores all and moves on to the next colour. */
    void write(int value) {
        pending[writePart++] = value & 0x3F;
        if (writePart == PARTS) {
            System.arraycopy(pending, 0, parts, writeIndex * PARTS, PARTS);
            writePart = 0;
            writeIndex = writeIndex + 1 & 0xFF;
        }
    }

    /** Gives red, green and blue in turn, then those of the next colour. */
    int read() {
        int value = parts[readIndex * PARTS + readPart++];
        if (readPart == PARTS) {
            readPart = 0;
            readIndex = readIndex + 1 & 0xFF;
        }
        return value;
    }

    /** Colour {@code index} as FFRRGGBBh; 6 bits become 8 so that 0 and 3Fh become 0 and FFh. */
    int argb(int index) {
        int at = index * PARTS;
        return 0xFF000000 | wide(parts[at]) << 16 | wide(parts[at + 1]) << 8 | wide(parts[at + 2]);
    }

    private static int wide(int six) {
        return six << 2 | six >> 4;
    }
}
