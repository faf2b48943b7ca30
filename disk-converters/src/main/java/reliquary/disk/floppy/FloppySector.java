package reliquary.disk.floppy;

/**
 * One sector as IBM's System 34 (MFM) and 3740 (FM) formats record it: an ID field and a data field (ECMA-70, ECMA-66).
 *
 * @param cylinder C of the ID field, 0 to 255; normally, not always, the cylinder it stands on
 * @param head H of the ID field
 * @param number R of the ID field, normally from 1
 * @param sizeCode N of the ID field: {@code 128 << N} bytes, 0 to 7
 * @param state whether the data can be trusted
 * @param deleted whether a deleted data mark (F8h) stands before the data
 * @param data the bytes, {@code 128 << sizeCode} of them; empty where the state is {@link State#MISSING}
 */
public record FloppySector(
        int cylinder, int head, int number, int sizeCode, State state, boolean deleted, byte[] data) {

    /** Largest size code that controllers know: 16,384 bytes. */
    static final int MAX_SIZE_CODE = 7;

    /** What is known of a sector's data. */
    public enum State {
        /** Read without an error. */
        GOOD,
        /** The checksum of ID or data does not match: the bytes are what the drive saw. */
        CRC_ERROR,
        /** An ID field without data field. */
        MISSING,
        /** Left out by the tool that made the image, because the file system did not use it. */
        NOT_STORED
    }

    /** Bytes of data that the ID field announces. */
    public int size() {
        return 128 << sizeCode;
    }

    /** The same sector with other data. */
    FloppySector with(State newState, byte[] newData) {
        return new FloppySector(cylinder, head, number, sizeCode, newState, deleted, newData);
    }

    /** A good sector with a normal data mark. */
    static FloppySector good(int cylinder, int head, int number, int sizeCode, byte[] data) {
        return new FloppySector(cylinder, head, number, sizeCode, State.GOOD, false, data);
    }
}
