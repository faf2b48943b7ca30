package reliquary.device;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import reliquary.disk.DiskImage;

/**
 * The commands of a CD-ROM drive, whatever carries them: ANSI X3.131 (SCSI-2), 14, with READ TOC and mode page 2Ah as in
 * SFF-8020i (ATA Packet Interface for CD-ROMs), 10.
 *
 * <p>The disc is one data track of 2,048-byte sectors. After a reset the first command but INQUIRY and REQUEST SENSE is
 * answered with UNIT ATTENTION.
 */
final class ScsiCdRom {
    /** Bytes in a sector. */
    static final int SECTOR = 2048;

    /** Bytes of a command, padded with zeros. */
    static final int PACKET = 12;

    private static final int LEAD_OUT = 0xAA;
    private static final int DATA_TRACK = 0x14;
    private static final int MSF_OFFSET = 150;
    private static final int FRAMES = 75;
    private static final int SECONDS = 60;
    /** Four times the speed of audio, in units of 1,000 bytes a second. */
    private static final int SPEED = 706;

    private static final int BUFFER_KILOBYTES = 32;

    private final Optional<DiskImage> disc;
    private ScsiSense sense = ScsiSense.WAS_RESET;
    private boolean attention = true;

    ScsiCdRom(Optional<DiskImage> disc) {
        this.disc = disc;
    }

    /** What a command leads to. */
    sealed interface Reply {}

    /** The command is done and moves no data. */
    record Done() implements Reply {}

    /** These bytes go to the host. */
    record Data(ByteBuffer bytes) implements Reply {}

    /** These sectors go to the host; all are on the disc, not all may be readable. */
    record Sectors(long first, long count) implements Reply {}

    /** The command ends with CHECK CONDITION; REQUEST SENSE tells why. */
    record Failed(ScsiSense why) implements Reply {}

    void reset() {
        sense = ScsiSense.WAS_RESET;
        attention = true;
    }

    /** Executes a packet of {@link #PACKET} bytes. */
    Reply execute(ByteBuffer packet) {
        int operation = packet.get(0) & 0xFF;
        if (operation == 0x12) {
            return clipped(inquiry(), packet.get(4) & 0xFF);
        }
        if (operation == 0x03) {
            ByteBuffer data = sense.data();
            sense = ScsiSense.NONE;
            attention = false;
            return clipped(data, packet.get(4) & 0xFF);
        }
        if (attention) {
            attention = false;
            return fail(ScsiSense.WAS_RESET);
        }
        sense = ScsiSense.NONE;
        return perform(operation, packet);
    }

    private Reply perform(int operation, ByteBuffer packet) {
        return switch (operation) {
            case 0x1E -> new Done();
            case 0x1B -> (packet.get(4) & 3) == 2 ? fail(ScsiSense.REMOVAL_PREVENTED) : new Done();
            case 0x5A -> modeSense(packet);
            case 0x00, 0x25, 0x28, 0x2B, 0x43, 0xA8 ->
                disc.isEmpty() ? fail(ScsiSense.NO_MEDIUM) : performOnDisc(operation, packet);
            default -> fail(ScsiSense.UNKNOWN_COMMAND);
        };
    }

    private Reply performOnDisc(int operation, ByteBuffer packet) {
        return switch (operation) {
            case 0x25 ->
                new Data(ByteBuffer.allocate(8).putInt(0, (int) (sectors() - 1)).putInt(4, SECTOR));
            case 0x28 -> sectors(packet, packet.getShort(7) & 0xFFFF);
            case 0xA8 -> sectors(packet, packet.getInt(6) & 0xFFFFFFFFL);
            case 0x2B -> sectors(packet, 0);
            case 0x43 -> contents(packet);
            default -> new Done();
        };
    }

    /** Ends the command under way, or one that had begun to move sectors, with an error. */
    Reply fail(ScsiSense why) {
        sense = why;
        return new Failed(why);
    }

    long sectors() {
        return disc.map(image -> image.size() / SECTOR).orElse(0L);
    }

    private Reply sectors(ByteBuffer packet, long count) {
        long first = packet.getInt(2) & 0xFFFFFFFFL;
        if (first + Math.max(1, count) > sectors()) {
            return fail(ScsiSense.beyondEnd(Math.max(first, sectors())));
        }
        return count == 0 ? new Done() : new Sectors(first, count);
    }

    private static Reply clipped(ByteBuffer data, int allocated) {
        data.rewind().limit(Math.min(data.capacity(), allocated));
        return data.hasRemaining() ? new Data(data) : new Done();
    }

    private static ByteBuffer inquiry() {
        ByteBuffer data = ByteBuffer.allocate(36);
        data.put((byte) 0x05).put((byte) 0x80).put((byte) 0).put((byte) 0x21).put((byte) (36 - 5));
        data.position(8);
        data.put("RELIQ   CD-ROM          1.0 ".getBytes(StandardCharsets.US_ASCII));
        return data;
    }

    /** READ TOC: the list of tracks (format 0), or where the last session begins (format 1). */
    private Reply contents(ByteBuffer packet) {
        int format = packet.get(2) & 0x0F | (packet.get(9) & 0xFF) >> 6;
        int from = packet.get(6) & 0xFF;
        boolean time = (packet.get(1) & 2) != 0;
        if (format > 1 || format == 0 && from > 1 && from != LEAD_OUT) {
            return fail(ScsiSense.INVALID_FIELD);
        }
        ByteBuffer data = ByteBuffer.allocate(format == 0 && from != LEAD_OUT ? 20 : 12);
        data.putShort((short) (data.capacity() - 2)).put((byte) 1).put((byte) 1);
        if (format == 1 || from != LEAD_OUT) {
            track(data, 1, address(0, time));
        }
        if (format == 0) {
            track(data, LEAD_OUT, address(sectors(), time));
        }
        return clipped(data, packet.getShort(7) & 0xFFFF);
    }

    private static void track(ByteBuffer data, int number, int address) {
        data.put((byte) 0)
                .put((byte) DATA_TRACK)
                .put((byte) number)
                .put((byte) 0)
                .putInt(address);
    }

    private static int address(long sector, boolean time) {
        if (!time) {
            return (int) sector;
        }
        long frames = sector + MSF_OFFSET;
        long minute = frames / FRAMES / SECONDS;
        return (int) (minute << 16 | frames / FRAMES % SECONDS << 8 | frames % FRAMES);
    }

    /** MODE SENSE(10): pages 01h (error recovery) and 2Ah (capabilities), or both; current or default values. */
    private Reply modeSense(ByteBuffer packet) {
        int page = packet.get(2) & 0x3F;
        if (page != 0x01 && page != 0x2A && page != 0x3F) {
            return fail(ScsiSense.INVALID_FIELD);
        }
        ByteBuffer data = ByteBuffer.allocate(8 + (page == 0x2A ? 0 : 8) + (page == 0x01 ? 0 : 20));
        data.putShort((short) (data.capacity() - 2));
        data.put((byte) (disc.isPresent() ? 0x01 : 0x70)).position(8);
        if (page != 0x2A) {
            data.put((byte) 0x01).put((byte) 6).position(16);
        }
        if (page != 0x01) {
            data.put((byte) 0x2A).put((byte) 18).putInt(0x00000000);
            data.put((byte) 0x21).put((byte) 0); // tray, can be locked
            data.putShort((short) SPEED).putShort((short) 0);
            data.putShort((short) BUFFER_KILOBYTES).putShort((short) SPEED);
        }
        return clipped(data, packet.getShort(7) & 0xFFFF);
    }
}
