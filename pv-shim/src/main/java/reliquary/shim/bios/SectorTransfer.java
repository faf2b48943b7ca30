package reliquary.shim.bios;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reliquary.disk.DiskImage;
import reliquary.disk.UnreadableRangeException;
import reliquary.shim.GuestMemory;

/** Moves whole requests between a disk image and the guest's memory, in one copy each way. */
final class SectorTransfer {
    /** How a transfer ended and how many of its sectors were moved. */
    record Result(DiskStatus status, int sectors) {}

    private static final Logger LOG = LoggerFactory.getLogger(PvBios.class);
    private static final int CHUNK = 128 * 512;

    private final GuestMemory memory;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);

    SectorTransfer(GuestMemory memory) {
        this.memory = memory;
    }

    /** Reads {@code count} sectors from sector {@code first} on to a linear address. */
    Result read(BiosDrive drive, long first, int count, int address) {
        return move(drive, first, count, (image, offset, at, length) -> {
            buffer.clear().limit(length);
            image.read(offset, buffer);
            memory.write(address + at, buffer.flip());
        });
    }

    /** Writes {@code count} sectors from sector {@code first} on from a linear address. */
    Result write(BiosDrive drive, long first, int count, int address) {
        if (drive.writeProtected()) {
            return new Result(drive.kind().isFloppy() ? DiskStatus.WRITE_PROTECTED : DiskStatus.WRITE_FAULT, 0);
        }
        return move(drive, first, count, (image, offset, at, length) -> {
            buffer.clear().limit(length);
            memory.read(address + at, buffer);
            image.write(offset, buffer.flip());
        });
    }

    /** Reads {@code count} sectors from sector {@code first} on to nowhere. */
    Result verify(BiosDrive drive, long first, int count) {
        return move(drive, first, count, (image, offset, at, length) -> {
            buffer.clear().limit(length);
            image.read(offset, buffer);
        });
    }

    /** Fills one sector with a byte. */
    Result fill(BiosDrive drive, long sector, int value) {
        if (drive.writeProtected()) {
            return new Result(DiskStatus.WRITE_PROTECTED, 0);
        }
        return move(drive, sector, 1, (image, offset, at, length) -> {
            buffer.clear().limit(length);
            while (buffer.hasRemaining()) {
                buffer.put((byte) value);
            }
            image.write(offset, buffer.flip());
        });
    }

    @FunctionalInterface
    private interface Step {
        /** Moves {@code length} bytes between {@code offset} of the image and {@code at} bytes behind the address. */
        void move(DiskImage image, long offset, int at, int length) throws IOException;
    }

    private Result move(BiosDrive drive, long first, int count, Step step) {
        int size = drive.sectorSize();
        DiskImage image = drive.medium().orElseThrow();
        int done = 0;
        try {
            while (done < count) {
                int sectors = Math.min(count - done, CHUNK / size);
                step.move(image, (first + done) * size, done * size, sectors * size);
                done += sectors;
            }
            return new Result(DiskStatus.OK, done);
        } catch (UnreadableRangeException e) {
            return upTo(drive, first, done, e, step);
        } catch (IOException e) {
            LOG.warn("{} failed at sector {}: {}", drive.kind(), first + done, e.getMessage());
            return new Result(DiskStatus.CRC_ERROR, done);
        }
    }

    /** A request that meets an unreadable place moves the sectors before it, as a drive does. */
    private Result upTo(BiosDrive drive, long first, int done, UnreadableRangeException hole, Step step) {
        int size = drive.sectorSize();
        int good = (int) Math.max(0, hole.range().offset() / size - (first + done));
        try {
            if (good > 0) {
                step.move(drive.medium().orElseThrow(), (first + done) * size, done * size, good * size);
            }
            return new Result(DiskStatus.CRC_ERROR, done + good);
        } catch (IOException e) {
            return new Result(DiskStatus.CRC_ERROR, done);
        }
    }
}
