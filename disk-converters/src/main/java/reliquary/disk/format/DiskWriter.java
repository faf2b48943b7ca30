package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes one image file, from the disk's first byte to its last. */
interface DiskWriter {
    /** Chunks begin at multiples of this: 512 KiB, whole QCOW2 clusters and VMDK grains, and it divides larger blocks. */
    int CHUNK = 512 * 1024;

    /**
     * Takes a part of the disk. What is never passed here is zeros.
     *
     * @param offset a multiple of {@link #CHUNK}, greater than in the last call
     * @param data {@link #CHUNK} bytes, or fewer at the end of the disk; position and limit may be changed
     */
    void write(long offset, ByteBuffer data) throws IOException;

    /**
     * Completes the file.
     *
     * @param sha256 of the disk's content: identifiers are made from it, so that equal disks give equal files
     */
    void finish(String sha256) throws IOException;
}
