package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/**
 * A disk of mostly zeros.
 *
 * @param size in bytes
 * @param runs what is not zero
 */
record SparseContent(int size, List<Run> runs) {
    /** Random bytes; {@code seed} 0 stands for one byte repeated, which compresses well. */
    record Run(int offset, int length, int seed) {}

    /** Writes the disk as a raw file with holes. */
    Path writeTo(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), size - 1);
            for (Run run : runs) {
                byte[] bytes = new byte[Math.min(run.length, size - run.offset)];
                new Random(run.seed).nextBytes(bytes);
                if (run.seed == 0) {
                    java.util.Arrays.fill(bytes, (byte) 0x5A);
                }
                channel.write(ByteBuffer.wrap(bytes), run.offset);
            }
        }
        return file;
    }

    /** One disk with all that makes a difference: holes, text-like and random places, an odd number of sectors. */
    static SparseContent example() {
        return new SparseContent(
                9 * 1024 * 1024 + 512,
                List.of(
                        new Run(0, 70_000, 1),
                        new Run(1_000_000, 300_000, 0),
                        new Run(4 * 1024 * 1024 - 512, 1024, 2),
                        new Run(6 * 1024 * 1024, 65_536, 3),
                        new Run(9 * 1024 * 1024, 512, 4)));
    }
}
