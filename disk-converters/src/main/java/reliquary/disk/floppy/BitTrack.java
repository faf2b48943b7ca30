package reliquary.disk.floppy;

/**
 * One revolution of a track as bit cells: a 1 is a flux reversal in its cell. The track is a ring.
 *
 * @param bytes the cells, first cell in the most significant bit
 * @param cells how many of them, 0 to {@code bytes.length * 8}
 */
record BitTrack(byte[] bytes, int cells) {
    BitTrack {
        if (cells < 0 || cells > bytes.length * 8L) {
            throw new IllegalArgumentException(cells + " cells in " + bytes.length + " bytes");
        }
    }

    /** A track whose last byte is used to its last bit. */
    static BitTrack of(byte[] bytes) {
        return new BitTrack(bytes, bytes.length * 8);
    }

    /** The cell at a position, 0 to {@code cells - 1}. */
    int cell(int position) {
        return bytes[position >> 3] >> (7 - (position & 7)) & 1;
    }

    /** The order of bits within bytes turned round, as HFE stores them. */
    static byte[] reversed(byte[] lowBitFirst) {
        byte[] turned = new byte[lowBitFirst.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = (byte) (Integer.reverse(lowBitFirst[i]) >>> 24);
        }
        return turned;
    }
}
