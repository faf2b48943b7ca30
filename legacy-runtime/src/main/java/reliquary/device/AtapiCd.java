package reliquary.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import reliquary.clock.EventQueue;
import reliquary.disk.DiskImage;
import reliquary.disk.UnreadableRangeException;

/**
 * A CD-ROM drive with an ATA packet interface, PIO only (T13 1153D, ATA/ATAPI-4, 8.21 and 9.8; SFF-8020i).
 *
 * <p>It takes packets and moves their data in pieces no longer than the host's byte count limit; what packets mean is
 * {@link ScsiCdRom}'s.
 */
public final class AtapiCd implements AtaDrive {
    private static final int SIGNATURE = 0xEB14;
    private static final int DEVICE_RESET = 0x08;

    /** Interrupt reason, in the count register: a command is asked for, data goes to the host, the command is over. */
    private static final int REASON_COMMAND = 1;

    private static final int REASON_DATA = 2;
    private static final int REASON_OVER = 3;

    private static final int FEATURE_DMA = 0x01;
    private static final int MOST_BYTES = 0xFFFE;
    private static final int MOST_SECTORS = 16;
    private static final int SENSE_KEY = 4;

    private final Optional<DiskImage> disc;
    private final ScsiCdRom unit;
    private final String serial;
    private final AtaInterface end;
    private final ByteBuffer packet = ByteBuffer.allocate(ScsiCdRom.PACKET).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer sectors =
            ByteBuffer.allocate(MOST_SECTORS * ScsiCdRom.SECTOR).order(ByteOrder.LITTLE_ENDIAN);

    // ---- The packet under way
    private int limit;
    private ByteBuffer data = sectors;
    private long sector;
    private long left;

    /**
     * @param disc what is in the drive, if anything is
     * @param serial at most 20 ASCII characters
     */
    public AtapiCd(EventQueue events, Optional<DiskImage> disc, String serial) {
        this.disc = disc;
        this.serial = serial;
        unit = new ScsiCdRom(disc);
        end = new AtaInterface(events);
        sign();
    }

    @Override
    public AtaInterface end() {
        return end;
    }

    @Override
    public boolean interrupts(int command) {
        return command == DEVICE_RESET;
    }

    /** A packet device is not ready, by its status, until the first command. */
    @Override
    public void sign() {
        end.task.sign(SIGNATURE);
        end.idle(0, AtaInterface.DIAGNOSTIC_PASSED);
    }

    @Override
    public void reset() {
        unit.reset();
        sign();
    }

    @Override
    public void execute(int command) {
        end.busy(AtaDisk.COMMAND_NANOS, () -> perform(command));
    }

    private void perform(int command) {
        switch (command) {
            case DEVICE_RESET -> sign();
            case 0xA0 -> takePacket();
            case 0xA1 -> {
                end.offer(AtaIdentity.cd(serial), () -> {});
                end.interrupt();
            }
            case 0xE0, 0xE1, 0xE2, 0xE3, 0xE6 -> end.succeed();
            case 0xE5 -> {
                end.task.count = 0xFF;
                end.succeed();
            }
            case 0x20, 0xEC -> {
                end.task.sign(SIGNATURE);
                end.fail(AtaInterface.ABRT);
            }
            default -> end.fail(AtaInterface.ABRT);
        }
    }

    private void takePacket() {
        if ((end.task.features & FEATURE_DMA) != 0) {
            end.fail(AtaInterface.ABRT);
            return;
        }
        int asked = end.task.cylinder() & MOST_BYTES;
        limit = asked == 0 ? MOST_BYTES : asked;
        end.task.count = REASON_COMMAND;
        end.request(packet.clear(), () -> end.busy(AtaDisk.COMMAND_NANOS, this::unpack));
    }

    private void unpack() {
        packet.order(ByteOrder.BIG_ENDIAN);
        ScsiCdRom.Reply reply = unit.execute(packet);
        packet.order(ByteOrder.LITTLE_ENDIAN);
        left = 0;
        if (reply instanceof ScsiCdRom.Data answer) {
            data = answer.bytes().order(ByteOrder.LITTLE_ENDIAN);
            sendPiece();
        } else if (reply instanceof ScsiCdRom.Sectors run) {
            sector = run.first();
            left = run.count();
            data = sectors.clear().limit(0);
            sendPiece();
        } else {
            over(reply);
        }
    }

    private void over(ScsiCdRom.Reply reply) {
        end.task.count = REASON_OVER;
        if (reply instanceof ScsiCdRom.Failed failed) {
            end.fail(failed.why().key() << SENSE_KEY | AtaInterface.ABRT);
        } else {
            end.succeed();
        }
    }

    /** Sends what is in the buffer, up to the limit, or fills it again. */
    private void sendPiece() {
        if (!data.hasRemaining() && left > 0 && !fill()) {
            return;
        }
        if (!data.hasRemaining()) {
            over(new ScsiCdRom.Done());
            return;
        }
        int bytes = Math.min(limit, data.remaining());
        ByteBuffer piece = data.slice().order(ByteOrder.LITTLE_ENDIAN).limit(bytes);
        data.position(data.position() + bytes);
        end.task.count = REASON_DATA;
        end.task.mid = bytes & 0xFF;
        end.task.high = bytes >> 8;
        end.offer(even(piece), () -> end.busy(AtaDisk.BLOCK_NANOS, this::sendPiece));
        end.interrupt();
    }

    /** The data port moves words: an odd last byte has a zero behind it. */
    private static ByteBuffer even(ByteBuffer piece) {
        if (piece.remaining() % 2 == 0) {
            return piece;
        }
        ByteBuffer padded = ByteBuffer.allocate(piece.remaining() + 1).order(ByteOrder.LITTLE_ENDIAN);
        return padded.put(piece).rewind();
    }

    /** Reads as many sectors as fit one piece, one at least; answers false when the command has ended with an error. */
    private boolean fill() {
        int most = Math.max(1, Math.min(MOST_SECTORS, limit / ScsiCdRom.SECTOR));
        int count = (int) Math.min(most, left);
        sectors.clear().limit(count * ScsiCdRom.SECTOR);
        long offset = sector * ScsiCdRom.SECTOR;
        try {
            disc.orElseThrow().read(offset, sectors);
        } catch (UnreadableRangeException e) {
            over(unit.fail(ScsiSense.unreadable(Math.max(sector, e.range().offset() / ScsiCdRom.SECTOR))));
            return false;
        } catch (IOException e) {
            over(unit.fail(ScsiSense.unreadable(sector)));
            return false;
        }
        sectors.flip();
        data = sectors;
        sector += count;
        left -= count;
        return true;
    }
}
