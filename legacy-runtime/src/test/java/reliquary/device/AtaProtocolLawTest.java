package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import reliquary.disk.ByteRange;
import reliquary.disk.Geometry;

/** The command protocol against two arrays of bytes, and against nonsense. */
class AtaProtocolLawTest {
    private static final int SECTORS = 90;
    private static final int SRST = 0x04;

    private GuestTime time;
    private MemoryDisk[] images;
    private AtaHost host;

    /** One thing a driver does. */
    private record Step(Kind kind, boolean slave, int sector, int count, int fill) {}

    private enum Kind {
        READ,
        READ_MULTIPLE,
        READ_EXT,
        READ_CHS,
        WRITE,
        WRITE_MULTIPLE,
        WRITE_EXT,
        VERIFY,
        RESET,
        ABANDON
    }

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, SECTORS + 3),
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(0, 255))
                .as(Step::new);
    }

    @BeforeTry
    void power_on() {
        time = new GuestTime();
        images = new MemoryDisk[] {new MemoryDisk(SECTORS), new MemoryDisk(SECTORS)};
        AtaDisk[] disks = new AtaDisk[2];
        Arrays.setAll(disks, i -> new AtaDisk(time.events, images[i], new Geometry(9, 2, 5), false, "1"));
        host = new AtaHost(time, disks[0], Optional.of(disks[1]));
    }

    @Property(tries = 300)
    void any_sequence_of_commands_leaves_the_disks_as_two_arrays_would_be(@ForAll List<@From("steps") Step> sequence) {
        byte[][] model = {images[0].bytes.clone(), images[1].bytes.clone()};
        images[0].bad = new ByteRange(40 * 512, 1024);
        for (Step step : sequence) {
            int device = step.slave() ? 1 : 0;
            switch (step.kind()) {
                case READ, READ_MULTIPLE, READ_EXT, READ_CHS -> read(step, model[device], device == 0);
                case WRITE, WRITE_MULTIPLE, WRITE_EXT -> write(step, model[device]);
                case VERIFY -> verify(step, device == 0);
                case RESET -> reset();
                case ABANDON -> abandon(step);
            }
            assertThat(host.ports.read8(7) & 0x88).as("after %s", step).isZero();
            assertThat(images[device].bytes).as("disk after %s", step).isEqualTo(model[device]);
        }
    }

    /** Gives a command in the addressing of its kind. */
    private void begin(Step step, int plain, int multiple, int ext) {
        int select = step.slave() ? 0x10 : 0;
        int sector = step.sector();
        switch (step.kind()) {
            case READ_MULTIPLE, WRITE_MULTIPLE -> {
                host.command(0xC6, 0, 4, 0, 0, 0, 0xA0 | select);
                host.await();
                host.command(multiple, 0, step.count(), sector, 0, 0, 0xE0 | select);
            }
            case READ_EXT, WRITE_EXT -> host.lba48(ext, step.count(), sector, 0xE0 | select);
            case READ_CHS ->
                host.command(plain, 0, step.count(), sector % 5 + 1, sector / 10, 0, 0xA0 | select | sector / 5 % 2);
            default -> host.command(plain, 0, step.count(), sector, 0, 0, 0xE0 | select);
        }
    }

    /** The sector at which a read stops: the bad one, the end of the disk, or the last that was asked for. */
    private static int stop(Step step, boolean hasBad) {
        int end = Math.min(step.sector() + step.count(), SECTORS);
        boolean meetsBad = hasBad && step.sector() < 42 && end > 40;
        return meetsBad ? Math.max(step.sector(), 40) : Math.max(step.sector(), end);
    }

    private void read(Step step, byte[] model, boolean hasBad) {
        begin(step, 0x20, 0xC4, 0x24);
        byte[] got = host.takeAll();
        int stop = stop(step, hasBad);
        int whole = stop - step.sector();
        boolean complete = whole == step.count();
        int block = step.kind() == Kind.READ_MULTIPLE && !complete ? 4 : 1;
        assertThat(got).as("%s", step).hasSize(whole / block * block * 512);
        int from = Math.min(step.sector(), SECTORS) * 512;
        assertThat(got).isEqualTo(Arrays.copyOfRange(model, from, from + got.length));
        assertThat(host.await()).isEqualTo(complete ? AtaHost.GOOD : AtaHost.FAILED);
        if (!complete && step.kind() != Kind.READ_CHS) {
            assertThat(host.ports.read8(3)).as("failing sector of %s", step).isEqualTo(stop);
            assertThat(host.error()).isEqualTo(stop >= SECTORS ? 0x10 : 0x40);
        }
    }

    private void write(Step step, byte[] model) {
        begin(step, 0x30, 0xC5, 0x34);
        byte[] data = new byte[step.count() * 512];
        Arrays.fill(data, (byte) step.fill());
        int sent = host.sendAll(data);
        int room = Math.max(0, Math.min(step.count(), SECTORS - step.sector()));
        int block = step.kind() == Kind.WRITE_MULTIPLE && room < step.count() ? 4 : 1;
        assertThat(sent).as("%s", step).isEqualTo(room / block * block * 512);
        System.arraycopy(data, 0, model, Math.min(model.length, step.sector() * 512), sent);
        assertThat(host.await()).isEqualTo(room == step.count() ? AtaHost.GOOD : AtaHost.FAILED);
    }

    private void verify(Step step, boolean hasBad) {
        begin(step, 0x40, 0x40, 0x42);
        boolean good = stop(step, hasBad) == step.sector() + step.count();
        assertThat(host.await()).as("%s", step).isEqualTo(good ? AtaHost.GOOD : AtaHost.FAILED);
    }

    private void reset() {
        host.control.write8(0, SRST);
        host.control.write8(0, 0);
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
    }

    /** Begins to write, sends less than a sector and resets: nothing of it may reach the disk. */
    private void abandon(Step step) {
        begin(step, 0x30, 0x30, 0x30);
        host.await();
        for (int i = 0; i < step.fill(); i++) {
            host.ports.write16(0, step.fill());
        }
        reset();
    }

    @Property(tries = 20)
    void nonsense_at_the_ports_never_throws_nor_outlasts_a_reset(@ForAll long seed) {
        images[1].bad = new ByteRange(5000, 3);
        images[0].writable = true;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            access(random);
        }
        host.control.write8(0, SRST);
        host.control.write8(0, 0);
        time.pass(AtaChannel.RESET_NANOS);
        host.lba(0x20, 1, 3);
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(images[0].bytes, 3, 1));
    }

    private void access(Random random) {
        int offset = random.nextInt(3) == 0 ? 0 : random.nextInt(8);
        int value = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(8);
        switch (random.nextInt(9)) {
            case 0 -> host.ports.read8(offset);
            case 1 -> host.ports.read16(offset);
            case 2 -> host.ports.read32(offset);
            case 3, 4 -> host.ports.write8(offset, value & 0xFF);
            case 5 -> host.ports.write16(offset, value & 0xFFFF);
            case 6 -> host.ports.write32(offset, value);
            case 7 -> host.control.write8(0, random.nextInt(50) == 0 ? value & 0xFF : 0);
            default -> time.pass(random.nextInt(20_000));
        }
        if (random.nextInt(20) == 0) {
            int[] commands = {0x20, 0x24, 0xC4, 0x30, 0x34, 0xC5, 0xC6, 0xEC, 0x40, 0x90, 0x91, 0xE8, 0xE4, 0xEF};
            host.ports.write8(7, commands[random.nextInt(commands.length)]);
        }
    }
}
