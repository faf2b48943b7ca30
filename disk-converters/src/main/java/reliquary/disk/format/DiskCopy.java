package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;

/**
 * Copies a disk chunk by chunk: some threads read and unpack ahead, one computes the SHA-256, the caller's writes. Chunks
 * that are known to be zero are neither read nor written.
 */
final class DiskCopy {
    private static final int CHUNK = DiskWriter.CHUNK;
    private static final int READERS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
    private static final int CHUNKS_IN_FLIGHT = READERS + 6;
    private static final byte[] ZEROS = new byte[64 * 1024];

    private final DiskImage in;
    private final DiskWriter writer;
    private final DiskWriters.Progress progress;
    private final List<ByteRange> unreadable;
    private final MessageDigest digest = sha256();
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final Deque<Step> reading = new ArrayDeque<>();
    private final Deque<Step> hashing = new ArrayDeque<>();
    private DiskImage.Extent extent = new DiskImage.Extent(0, 0, false);
    private int buffers;

    /** A chunk on its way; {@code length} without a buffer stands for zeros. */
    private record Step(long offset, long length, Future<ByteBuffer> data, boolean zero) {}

    DiskCopy(DiskImage in, DiskWriter writer, DiskWriters.Progress progress) {
        this.in = in;
        this.writer = writer;
        this.progress = progress;
        this.unreadable = in.unreadable();
    }

    /** Copies everything; the SHA-256 of the content in hexadecimal. */
    String run() throws IOException {
        ExecutorService readers = Executors.newFixedThreadPool(READERS, DiskCopy::thread);
        ExecutorService hasher = Executors.newSingleThreadExecutor(DiskCopy::thread);
        try {
            long next = 0;
            while (next < in.size() || !reading.isEmpty()) {
                while (next < in.size() && reading.size() <= READERS && mayTakeBuffer()) {
                    next = startReading(next, readers);
                }
                takeOldest(hasher);
            }
            while (!hashing.isEmpty()) {
                releaseHashed();
            }
            return HexFormat.of().formatHex(digest.digest());
        } finally {
            // not interrupted: that would close the files below the reads, which are the caller's
            readers.shutdown();
            hasher.shutdown();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "disk-copy");
        thread.setDaemon(true);
        return thread;
    }

    private boolean mayTakeBuffer() throws IOException {
        if (free.isEmpty() && buffers < CHUNKS_IN_FLIGHT) {
            free.add(ByteBuffer.allocateDirect(CHUNK));
            buffers++;
        }
        while (free.isEmpty() && !hashing.isEmpty()) {
            releaseHashed();
        }
        return !free.isEmpty();
    }

    private long startReading(long offset, ExecutorService readers) {
        long zeros = wholeZeroChunks(offset);
        if (zeros > 0) {
            reading.add(new Step(offset, zeros, CompletableFuture.completedFuture(ByteBuffer.allocate(0)), true));
            return offset + zeros;
        }
        int length = (int) Math.min(CHUNK, in.size() - offset);
        ByteBuffer buffer = free.remove().clear().limit(length);
        reading.add(new Step(offset, length, readers.submit(() -> read(offset, buffer)), false));
        return offset + length;
    }

    /** Bytes from {@code offset} in whole chunks that are known to be zero. */
    private long wholeZeroChunks(long offset) {
        if (offset >= extent.offset() + extent.length()) {
            extent = in.extentAt(offset);
        }
        long end = extent.offset() + extent.length();
        if (!extent.zero()) {
            return 0;
        }
        return end >= in.size() ? in.size() - offset : (end - offset) / CHUNK * CHUNK;
    }

    private ByteBuffer read(long offset, ByteBuffer buffer) throws IOException {
        ByteRange whole = new ByteRange(offset, buffer.limit());
        int end = buffer.limit();
        for (ByteRange bad : unreadable) {
            if (bad.overlaps(whole)) {
                buffer.limit((int) Math.max(buffer.position(), bad.offset() - offset));
                in.read(offset + buffer.position(), buffer);
                buffer.limit((int) Math.min(end, bad.end() - offset));
                Zeros.put(buffer, buffer.remaining());
            }
        }
        buffer.limit(end);
        in.read(offset + buffer.position(), buffer);
        return buffer.flip();
    }

    /** Passes the oldest chunk being read on to hashing, and writes it. */
    private void takeOldest(ExecutorService hasher) throws IOException {
        Step step = reading.remove();
        ByteBuffer data = await(step.data);
        if (step.zero) {
            hashing.add(new Step(step.offset, step.length, hasher.submit(() -> hashZeros(step.length)), true));
        } else {
            ByteBuffer view = data.duplicate();
            Callable<ByteBuffer> hash = () -> {
                digest.update(view);
                return data;
            };
            hashing.add(new Step(step.offset, step.length, hasher.submit(hash), false));
            writer.write(step.offset, data.duplicate());
        }
        progress.at(step.offset + step.length, in.size());
    }

    private ByteBuffer hashZeros(long length) {
        for (long left = length; left > 0; left -= ZEROS.length) {
            digest.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
        return ByteBuffer.allocate(0);
    }

    private void releaseHashed() throws IOException {
        Step step = hashing.remove();
        ByteBuffer buffer = await(step.data);
        if (!step.zero) {
            free.add(buffer);
        }
    }

    private static ByteBuffer await(Future<ByteBuffer> result) throws IOException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the conversion was interrupted", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
