package reliquary.disk;

/** A run of bytes on a disk: {@code offset} of the first and {@code length}, both in bytes. */
public record ByteRange(long offset, long length) {
    public ByteRange {
        if (offset < 0 || length < 0 || offset + length < 0) {
            throw new IllegalArgumentException("impossible range " + offset + "+" + length);
        }
    }

    /** The first byte behind the range. */
    public long end() {
        return offset + length;
    }

    /** Whether the two ranges share a byte. */
    public boolean overlaps(ByteRange other) {
        return offset < other.end() && other.offset < end();
    }
}
