package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reliquary.board.SupportedParts;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.partition.DiskGeometry;
import reliquary.profile.BiosIdentity;
import reliquary.profile.ClockStart;
import reliquary.profile.DriveGeometry;
import reliquary.profile.FloppyType;
import reliquary.profile.Fpu;
import reliquary.profile.HardDiskSlot;
import reliquary.profile.MachineProfile;
import reliquary.profile.MemoryMap;
import reliquary.profile.Mouse;
import reliquary.profile.Part;
import reliquary.profile.ProfileLibrary;
import reliquary.profile.Quirk;

/** A program that asks the machine what it is hears what the profile says. */
class GuestSeesTest {
    private static final ProfileLibrary LIBRARY = ProfileLibrary.builtIn();
    private static final String REFERENCE = "ibm-5170-at+8mhz";
    private static final int SECTOR = 512;
    private static final int USER_DEFINED_TYPE = 47;

    @TempDir
    static Path folder;

    static Stream<String> machines() {
        Stream<String> optioned = Stream.of(
                REFERENCE,
                "ibm-5170-at+coprocessor+mono",
                "ibm-5150-pc+256k+mono",
                "ibm-5160-xt+1986",
                "generic-486+64m+no-mouse",
                "point-of-sale+ps2-mouse+lpt1");
        return Stream.concat(LIBRARY.names().stream(), optioned);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void the_guest_sees_what_the_profile_says(String name) throws IOException {
        MachineProfile machine = LIBRARY.resolve(name).machine();
        Optional<HardDiskSlot> slot = machine.hardDisks().slots().stream().findFirst();
        Optional<Path> disk = slot.isPresent() ? Optional.of(blankDisk(slot.get())) : Optional.empty();
        GuestAnswers guest = disk.isPresent()
                ? GuestAnswers.on(name, folder, "--drive", "c=" + disk.get())
                : GuestAnswers.on(name, folder);
        memory(machine, guest);
        map(machine, guest);
        equipment(machine, guest);
        ports(machine, guest);
        floppies(machine, guest);
        hardDisk(machine, slot, disk, guest);
        video(machine, guest);
        clock(machine, guest);
        identity(machine, guest);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void loops_against_the_timer_show_the_speed_relative_to_the_at(String name) {
        double own = LIBRARY.resolve(name).machine().cpu().blockPicoseconds();
        double reference = LIBRARY.resolve(REFERENCE).machine().cpu().blockPicoseconds();
        double measured = (double) GuestAnswers.on(name, folder).loops()
                / GuestAnswers.on(REFERENCE, folder).loops();
        assertThat(measured).isCloseTo(reference / own, withinPercentage(15));
    }

    @Test
    void the_committed_bytes_are_what_the_source_assembles_to() throws IOException, InterruptedException {
        Path output = folder.resolve("guest_sees.bin");
        Process nasm;
        try {
            nasm = new ProcessBuilder(
                            "nasm", "-f", "bin", "-Werror", "-o", output.toString(), "src/test/asm/guest_sees.asm")
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            Assumptions.abort("nasm is not installed");
            return;
        }
        assertThat(nasm.waitFor()).isZero();
        assertThat(GuestAnswers.program()).isEqualTo(Files.readAllBytes(output));
    }

    /** An empty disk of the size that the machine's own had, or of 20 MB. */
    private static Path blankDisk(HardDiskSlot slot) throws IOException {
        DriveGeometry geometry = slot.geometry().orElse(new DriveGeometry(615, 4, 17));
        Path disk = folder.resolve("blank-" + geometry.toString().replace('/', '-') + ".img");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength((long) geometry.cylinders() * geometry.heads() * geometry.sectors() * SECTOR);
        }
        return disk;
    }

    private static String word(int value) {
        return String.format("%04X", value);
    }

    private static String twoBytes(int high, int low) {
        return String.format("%02X%02X", high, low);
    }

    /** Kilobytes that the BIOS keeps for its pointing device. */
    private static int kept(MachineProfile machine) {
        return machine.mouse() instanceof Mouse.Ps2 ? 1 : 0;
    }

    private static void memory(MachineProfile machine, GuestAnswers guest) {
        MemoryMap memory = machine.memory();
        int extended = memory.extended() >> 10;
        int below16M = Math.min(extended, 15 << 10);
        assertThat(guest.of("MEMORY"))
                .as("INT 12h; INT 15h functions 88h and E801h")
                .containsExactly(
                        word((memory.conventional() >> 10) - kept(machine)),
                        word(Math.min(extended, 0xFFFF)),
                        word(below16M),
                        word(extended - below16M >> 6));
    }

    private static void map(MachineProfile machine, GuestAnswers guest) {
        List<List<String>> expected = new ArrayList<>();
        if (!machine.quirks().contains(Quirk.NO_E820)) {
            int usable = machine.memory().conventional() - (kept(machine) << 10);
            expected.add(range(0, usable, 1));
            if (kept(machine) > 0) {
                expected.add(range(usable, kept(machine) << 10, 2));
            }
            expected.add(range(0xF0000, 0x10000, 2));
            if (machine.memory().extended() > 0) {
                expected.add(range(MemoryMap.EXTENDED_BASE, machine.memory().extended(), 1));
            }
        }
        assertThat(guest.all("RANGE")).as("INT 15h function E820h").isEqualTo(expected);
    }

    private static List<String> range(int first, int length, int kind) {
        return List.of(String.format("%08X", first), String.format("%08X", length), word(kind));
    }

    private static void equipment(MachineProfile machine, GuestAnswers guest) {
        int floppies = machine.floppies().count();
        int expected = (floppies == 0 ? 0 : 1 | floppies - 1 << 6)
                | (machine.cpu().fpu() == Fpu.NONE ? 0 : 0x02)
                | (machine.mouse() instanceof Mouse.Ps2 ? 0x04 : 0)
                | (machine.video().adapter().isMonochrome() ? 0x30 : 0x20)
                | machine.serialPorts().size() << 9
                | machine.parallelPorts().size() << 14;
        assertThat(guest.of("EQUIPMENT")).as("INT 11h").containsExactly(word(expected));
    }

    private static void ports(MachineProfile machine, GuestAnswers guest) {
        List<String> expected = new ArrayList<>();
        machine.serialPorts().forEach(port -> expected.add(word(port.port())));
        while (expected.size() < 4) {
            expected.add(word(0));
        }
        machine.parallelPorts().forEach(port -> expected.add(word(port.port())));
        while (expected.size() < 7) {
            expected.add(word(0));
        }
        assertThat(guest.of("PORTS")).as("0040:0000").isEqualTo(expected);
    }

    private static void floppies(MachineProfile machine, GuestAnswers guest) {
        int count = machine.floppies().count();
        assertThat(guest.of("DRIVE", "00"))
                .isEqualTo(floppy(machine.floppies().a().orElseThrow(), count));
        assertThat(guest.of("DRIVE", "01"))
                .isEqualTo(machine.floppies()
                        .b()
                        .map(type -> floppy(type, count))
                        .orElse(List.of("00", word(0), word(count), "00", "--")));
        int types = machine.floppies().a().map(FloppyType::cmosType).orElse(0) << 4
                | machine.floppies().b().map(FloppyType::cmosType).orElse(0);
        assertThat(guest.of("SETUP").get(0)).as("CMOS byte 10h").isEqualTo(String.format("%02X", types));
    }

    private static List<String> floppy(FloppyType type, int count) {
        return List.of(
                type == FloppyType.DD_360K ? "01" : "02",
                twoBytes(type.cylinders() - 1, type.sectorsPerTrack()),
                twoBytes(1, count),
                String.format("%02X", type.cmosType()),
                "--");
    }

    private static void hardDisk(
            MachineProfile machine, Optional<HardDiskSlot> slot, Optional<Path> disk, GuestAnswers guest)
            throws IOException {
        if (slot.isEmpty() || disk.isEmpty()) {
            assertThat(guest.of("DRIVE", "80")).containsExactly("00", "--");
            return;
        }
        Geometry geometry = geometry(slot.get(), disk.get());
        int last = geometry.cylinders() - 1;
        boolean enhanced = !machine.quirks().contains(Quirk.NO_EDD);
        assertThat(guest.of("DRIVE", "80"))
                .containsExactly(
                        "03",
                        twoBytes(last & 0xFF, last >> 2 & 0xC0 | geometry.sectors()),
                        twoBytes(geometry.heads() - 1, 1),
                        "00",
                        enhanced ? "AA55" : "--");
        int type = slot.get().type().orElse(USER_DEFINED_TYPE);
        List<String> setup = guest.of("SETUP");
        assertThat(setup.get(2)).as("CMOS byte 12h").isEqualTo(String.format("%02X", Math.min(type, 15) << 4));
        assertThat(setup.get(9)).as("CMOS byte 19h").isEqualTo(String.format("%02X", type < 15 ? 0 : type));
    }

    private static Geometry geometry(HardDiskSlot slot, Path disk) throws IOException {
        if (slot.geometry().isPresent()) {
            DriveGeometry stated = slot.geometry().get();
            return new Geometry(stated.cylinders(), stated.heads(), stated.sectors());
        }
        try (DiskImage image = DiskFormats.open(disk)) {
            return DiskGeometry.of(image).geometry();
        }
    }

    private static void video(MachineProfile machine, GuestAnswers guest) {
        boolean replaced =
                SupportedParts.missing(machine).stream().map(Part::key).anyMatch("video.adapter"::equals);
        List<String> answers = guest.of("VIDEO");
        switch (machine.video().adapter()) {
            case MDA, HERCULES -> {
                assertThat(answers.get(0)).as("mode").isEqualTo("07");
                assertThat(answers.subList(4, 6)).as("modes").containsExactly("0000", "0080");
            }
            case CGA -> {
                assertThat(answers.get(0)).as("mode").isEqualTo("03");
                assertThat(answers.get(1)).as("no display combination").isEqualTo("00");
                assertThat(answers.subList(4, 6)).as("modes").containsExactly("0000", "007F");
            }
            case VGA -> vga(answers);
            case EGA, MCGA -> {
                // Both are replaced by the VGA as long as the board has no such adapter.
                assertThat(replaced).isTrue();
                vga(answers);
            }
        }
    }

    private static void vga(List<String> answers) {
        assertThat(answers.subList(0, 3)).as("mode, display combination").containsExactly("03", "1A", "0008");
        assertThat(answers.subList(4, 6)).as("modes 0 to 7, 0Dh to 13h").containsExactly("000F", "E0FF");
    }

    private static void clock(MachineProfile machine, GuestAnswers guest) {
        LocalDateTime start = machine.clock().start() instanceof ClockStart.At at
                ? at.date()
                : ((ClockStart.Frozen) machine.clock().start()).date();
        assertThat(guest.of("CLOCK"))
                .as("INT 1Ah")
                .containsExactly(
                        String.format("%04d", start.getYear()),
                        String.format("%02d%02d", start.getMonthValue(), start.getDayOfMonth()),
                        String.format("%02d%02d", start.getHour(), start.getMinute()));
    }

    private static void identity(MachineProfile machine, GuestAnswers guest) {
        BiosIdentity identity = machine.firmware().identity();
        String model = String.format("%02X", identity.modelByte());
        assertThat(guest.of("BIOS"))
                .as("FFFF:000E, FFFF:0005, INT 15h function C0h")
                .containsExactly(
                        model,
                        identity.romDate(),
                        model,
                        String.format("%02X", identity.submodel()),
                        String.format("%02X", identity.revision()));
    }
}
