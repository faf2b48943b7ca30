package reliquary.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import reliquary.clock.EventQueue;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.UnreadableRangeException;

/**
 * A fixed disk with an ATA interface, PIO only (T13 1153D, ATA/ATAPI-4, 8; 48-bit commands T13 1410D, ATA/ATAPI-6, 8).
 *
 * <p>Sectors of 512 bytes are read from and written to the image at once, nothing is cached. A place that the image calls
 * unreadable answers with UNC and its sector's address, a sector beyond the end with IDNF, a write to a protected disk
 * with WP and ABRT. Standby, idle and sleep are remembered, and ended by the next access.
 */
public final class AtaDisk implements AtaDrive {
    private static final int SECTOR = 512;
    /** The most sectors in a block of READ MULTIPLE. */
    static final int MOST_MULTIPLE = 16;

    /** How long a command keeps the disk busy, and how long each further block does. */
    static final long COMMAND_NANOS = 10_000;

    static final long BLOCK_NANOS = 2_000;

    private static final int UNC = 0x40;
    private static final int WP = 0x40;

    private static final int POWER_STANDBY = 0x00;
    private static final int POWER_IDLE = 0x80;
    private static final int POWER_ACTIVE = 0xFF;

    private final DiskImage image;
    private final boolean writeProtected;
    private final String serial;
    private final AtaTranslation translation;
    private final AtaInterface end;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(MOST_MULTIPLE * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    private int multiple;
    private int power = POWER_ACTIVE;

    // ---- The command under way
    private long sector;
    private int left;
    private int blockSectors = 1;
    private boolean extended;

    /**
     * @param geometry the translation at power-on, if it can be expressed in the registers
     * @param writeProtected whether writes are refused
     * @param serial at most 20 ASCII characters
     */
    public AtaDisk(EventQueue events, DiskImage image, Geometry geometry, boolean writeProtected, String serial) {
        this.image = image;
        this.writeProtected = writeProtected || !image.writable();
        this.serial = serial;
        translation = new AtaTranslation(image.size() / SECTOR, geometry);
        end = new AtaInterface(events);
        reset();
    }

    @Override
    public AtaInterface end() {
        return end;
    }

    @Override
    public void reset() {
        translation.reset();
        multiple = 0;
        power = POWER_ACTIVE;
        sign();
    }

    @Override
    public void sign() {
        end.task.sign(0);
        end.idle(AtaInterface.DRDY | AtaInterface.DSC, AtaInterface.DIAGNOSTIC_PASSED);
    }

    @Override
    public void execute(int command) {
        end.busy(COMMAND_NANOS, () -> perform(command));
    }

    private void perform(int command) {
        switch (command) {
            case 0x20, 0x21 -> read(1, false);
            case 0x24 -> read(1, true);
            case 0xC4 -> readMultiple(false);
            case 0x29 -> readMultiple(true);
            case 0x30, 0x31, 0x3C -> write(1, false);
            case 0x34 -> write(1, true);
            case 0xC5 -> writeMultiple(false);
            case 0x39 -> writeMultiple(true);
            case 0x40, 0x41 -> verify(false);
            case 0x42 -> verify(true);
            case 0xE4 -> offerBuffer();
            case 0xE8 -> requestBuffer();
            case 0xEC -> identify();
            default -> control(command);
        }
    }

    /** The commands that move no data. */
    private void control(int command) {
        switch (command) {
            case 0x91 -> initializeParameters();
            case 0xC6 -> setMultiple();
            case 0xE7, 0xEA -> flush();
            case 0xEF -> setFeatures();
            case 0x94, 0x96, 0x99, 0xE0, 0xE2, 0xE6 -> rest(POWER_STANDBY);
            case 0x95, 0x97, 0xE1, 0xE3 -> rest(POWER_IDLE);
            case 0x98, 0xE5 -> {
                end.task.count = power;
                end.succeed();
            }
            default -> move(command & 0xF0);
        }
    }

    /** RECALIBRATE and SEEK have sixteen codes each, for the step rates of older disks. */
    private void move(int group) {
        switch (group) {
            case 0x10 -> end.succeed();
            case 0x70 -> seek();
            default -> end.fail(AtaInterface.ABRT);
        }
    }

    // ---- Sectors

    private void readMultiple(boolean ext) {
        if (multiple == 0) {
            end.fail(AtaInterface.ABRT);
        } else {
            read(multiple, ext);
        }
    }

    private void writeMultiple(boolean ext) {
        if (multiple == 0) {
            end.fail(AtaInterface.ABRT);
        } else {
            write(multiple, ext);
        }
    }

    private void read(int sectorsInBlock, boolean ext) {
        if (begin(sectorsInBlock, ext)) {
            readBlock();
        }
    }

    private void write(int sectorsInBlock, boolean ext) {
        if (writeProtected) {
            end.fail(WP | AtaInterface.ABRT);
        } else if (begin(sectorsInBlock, ext) && blockIsOnDisk()) {
            end.request(nextBlock(), this::blockArrived);
        }
    }

    /** Takes address and count from the registers; answers false, with IDNF, if they name no sector. */
    private boolean begin(int sectorsInBlock, boolean ext) {
        extended = ext;
        power = POWER_ACTIVE;
        blockSectors = sectorsInBlock;
        int asked = ext ? end.task.count : end.task.count & 0xFF;
        left = asked != 0 ? asked : ext ? 0x10000 : 0x100;
        OptionalLong address = translation.locate(end.task, ext);
        sector = address.orElse(0);
        if (address.isEmpty()) {
            end.fail(AtaInterface.IDNF);
        }
        return address.isPresent();
    }

    /** Whether the next block is; if not, the command ends with the address of the first sector that is not. */
    private boolean blockIsOnDisk() {
        boolean inside = sector + inBlock() <= translation.sectors();
        if (!inside) {
            failAt(Math.max(sector, translation.sectors()), AtaInterface.IDNF);
        }
        return inside;
    }

    private int inBlock() {
        return Math.min(left, blockSectors);
    }

    private ByteBuffer nextBlock() {
        return buffer.clear().limit(inBlock() * SECTOR);
    }

    private void readBlock() {
        if (!blockIsOnDisk() || !load()) {
            return;
        }
        blockMoved();
        end.offer(buffer.flip(), left > 0 ? () -> end.busy(BLOCK_NANOS, this::readBlock) : () -> {});
        end.interrupt();
    }

    /** Reads the next block into the buffer; answers false when the command has ended with an error. */
    private boolean load() {
        try {
            image.read(sector * SECTOR, nextBlock());
            buffer.position(inBlock() * SECTOR);
            return true;
        } catch (UnreadableRangeException e) {
            failAt(Math.max(sector, e.range().offset() / SECTOR), UNC);
        } catch (IOException e) {
            failAt(sector, UNC);
        }
        return false;
    }

    private void blockArrived() {
        end.busy(BLOCK_NANOS, this::writeBlock);
    }

    private void writeBlock() {
        try {
            image.write(sector * SECTOR, buffer.flip());
        } catch (IOException e) {
            showAt(sector);
            end.fault();
            return;
        }
        blockMoved();
        if (left == 0) {
            end.succeed();
        } else if (blockIsOnDisk()) {
            end.request(nextBlock(), this::blockArrived);
            end.interrupt();
        }
    }

    /** Counts the block as done; the registers name its last sector. */
    private void blockMoved() {
        int moved = inBlock();
        sector += moved;
        left -= moved;
        showAt(sector - 1);
    }

    private void failAt(long where, int why) {
        left -= (int) Math.min(left, where - sector);
        showAt(where);
        end.fail(why);
    }

    private void showAt(long where) {
        translation.show(end.task, where, extended);
        end.task.count = left;
    }

    private void verify(boolean ext) {
        if (!begin(MOST_MULTIPLE, ext)) {
            return;
        }
        while (left > 0) {
            if (!blockIsOnDisk() || !load()) {
                return;
            }
            blockMoved();
        }
        end.succeed();
    }

    private void seek() {
        if (begin(1, false) && blockIsOnDisk()) {
            end.succeed();
        }
    }

    // ---- Commands without an address

    private void identify() {
        end.offer(AtaIdentity.disk(serial, translation, multiple, MOST_MULTIPLE), () -> {});
        end.interrupt();
    }

    private void offerBuffer() {
        end.offer(buffer.clear().limit(SECTOR), () -> {});
        end.interrupt();
    }

    private void requestBuffer() {
        end.request(buffer.clear().limit(SECTOR), () -> end.busy(BLOCK_NANOS, end::succeed));
    }

    private void initializeParameters() {
        int perTrack = end.task.count & 0xFF;
        if (perTrack == 0) {
            end.fail(AtaInterface.ABRT);
        } else {
            translation.initialize(end.task.head() + 1, perTrack);
            end.succeed();
        }
    }

    private void setMultiple() {
        int wanted = end.task.count & 0xFF;
        boolean possible = wanted <= MOST_MULTIPLE && Integer.bitCount(wanted) <= 1;
        multiple = possible ? wanted : 0;
        if (possible) {
            end.succeed();
        } else {
            end.fail(AtaInterface.ABRT);
        }
    }

    private void flush() {
        try {
            image.flush();
            end.succeed();
        } catch (IOException e) {
            end.fault();
        }
    }

    /** Caching and look-ahead make no difference here; of the transfer modes those of PIO are taken. */
    private void setFeatures() {
        boolean known = switch (end.task.features & 0xFF) {
            case 0x02, 0x82, 0x55, 0xAA, 0x66, 0xCC -> true;
            case 0x03 -> isPioMode(end.task.count & 0xFF);
            default -> false;
        };
        if (known) {
            end.succeed();
        } else {
            end.fail(AtaInterface.ABRT);
        }
    }

    private static boolean isPioMode(int mode) {
        return mode <= 0x01 || mode >= 0x08 && mode <= 0x0C;
    }

    private void rest(int mode) {
        power = mode;
        end.succeed();
    }
}
