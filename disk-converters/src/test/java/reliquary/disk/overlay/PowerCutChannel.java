package reliquary.disk.overlay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A file on a disk that keeps only what was forced: on a power cut any part of the later writes arrives, in any order,
 * in pieces of whole sectors.
 */
class PowerCutChannel extends FileChannel {
    private static final int SECTOR = 512;

    private final FileChannel file;
    private final List<Write> unforced = new ArrayList<>();
    private byte[] forced;

    private record Write(long offset, byte[] data) {}

    PowerCutChannel(Path path) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.forced = Files.readAllBytes(path);
    }

    /** What the disk may hold if the power goes now. */
    byte[] afterPowerCut(Random random) {
        List<Write> sectors = new ArrayList<>();
        for (Write w : unforced) {
            for (int at = 0; at < w.data.length; ) {
                int n = Math.min(w.data.length - at, (int) (SECTOR - (w.offset + at) % SECTOR));
                sectors.add(new Write(w.offset + at, java.util.Arrays.copyOfRange(w.data, at, at + n)));
                at += n;
            }
        }
        int arrived = sectors.isEmpty() ? 0 : random.nextInt(sectors.size() + 1);
        Collections.shuffle(sectors, random);
        byte[] disk = forced.clone();
        for (Write w : sectors.subList(0, arrived)) {
            int end = (int) w.offset + w.data.length;
            disk = disk.length < end ? java.util.Arrays.copyOf(disk, end) : disk;
            System.arraycopy(w.data, 0, disk, (int) w.offset, w.data.length);
        }
        return disk;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        byte[] data = new byte[source.remaining()];
        source.get(data);
        unforced.add(new Write(position, data));
        return file.write(ByteBuffer.wrap(data), position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        for (Write w : unforced) {
            int end = (int) w.offset + w.data.length;
            forced = forced.length < end ? java.util.Arrays.copyOf(forced, end) : forced;
            System.arraycopy(w.data, 0, forced, (int) w.offset, w.data.length);
        }
        unforced.clear();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long newPosition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
