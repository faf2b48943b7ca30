package reliquary.device;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import reliquary.bus.PortDevice;

/** A driver that polls one ATA channel, as firmware does. */
final class AtaHost {
    static final int DRQ = 0x08;
    static final int ERR = 0x01;
    static final int GOOD = 0x50;
    static final int FAILED = 0x51;

    /** More than any command keeps a device busy. */
    private static final long LONG = 1_000_000;

    final GuestTime time;
    final Probe irq = new Probe();
    final AtaChannel ports;
    final PortDevice control;

    AtaHost(GuestTime time, AtaDrive first, Optional<AtaDrive> second) {
        this.time = time;
        ports = new AtaChannel(irq, first, second);
        control = ports.controlBlock();
    }

    /** Writes features to device (LBA bits included), as eight registers from offset 1 on; then the command. */
    void command(int command, int features, int count, int low, int mid, int high, int device) {
        int[] registers = {features, count, low, mid, high, device};
        ports.write8(6, device);
        for (int i = 0; i < registers.length; i++) {
            ports.write8(i + 1, registers[i]);
        }
        ports.write8(7, command);
    }

    /** A command with a linear sector address of 28 bits, for device 0. */
    void lba(int command, int count, int sector) {
        command(command, 0, count, sector, sector >> 8 & 0xFF, sector >> 16 & 0xFF, 0xE0 | sector >> 24);
    }

    /** A command with a linear sector address of 48 bits, for device 0. */
    void lba48(int command, int count, long sector) {
        lba48(command, count, sector, 0xE0);
    }

    /** A command with a linear sector address of 48 bits; {@code device} is E0h or F0h. */
    void lba48(int command, int count, long sector, int device) {
        ports.write8(6, device);
        ports.write8(2, count >> 8);
        ports.write8(2, count & 0xFF);
        for (int i = 0; i < 3; i++) {
            ports.write8(3 + i, (int) (sector >> 24 + 8 * i) & 0xFF);
            ports.write8(3 + i, (int) (sector >> 8 * i) & 0xFF);
        }
        ports.write8(7, command);
    }

    /** A command without parameters, for device 0. */
    void plain(int command) {
        command(command, 0, 0, 0, 0, 0, 0xA0);
    }

    /** The status once BSY is clear. */
    int await() {
        time.pass(LONG);
        return ports.read8(7);
    }

    /** Everything that the device offers until it stops. */
    byte[] takeAll() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while ((await() & DRQ) != 0) {
            for (int i = 0; i < 256; i++) {
                int word = ports.read16(0);
                data.write(word);
                data.write(word >> 8);
            }
        }
        return data.toByteArray();
    }

    /** Sends data in blocks while the device asks for it; answers how many bytes it took. */
    int sendAll(byte[] data) {
        int sent = 0;
        while ((await() & DRQ) != 0 && sent < data.length) {
            for (int i = 0; i < 256; i++, sent += 2) {
                ports.write16(0, data[sent] & 0xFF | (data[sent + 1] & 0xFF) << 8);
            }
        }
        return sent;
    }

    int error() {
        return ports.read8(1);
    }

    /** The linear address of 28 bits that the registers hold. */
    int sector() {
        return ports.read8(3) | ports.read8(4) << 8 | ports.read8(5) << 16 | (ports.read8(6) & 0x0F) << 24;
    }

    static byte[] sectors(byte[] disk, int first, int count) {
        return Arrays.copyOfRange(disk, first * 512, (first + count) * 512);
    }
}
