package reliquary.disk.cd;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

/**
 * The boot catalogue of a CD: "El Torito" Bootable CD-ROM Format Specification 1.0 (Phoenix, IBM, 1995).
 *
 * @param platform the platform of the validation entry, which is the default entry's
 * @param manufacturer the identifier string of the validation entry, trailing blanks and zeros removed
 * @param checksumRight whether the words of the validation entry add up to zero; firmware boots either way
 * @param entries the default entry first, then the section entries in the order of the catalogue
 */
public record ElTorito(Platform platform, String manufacturer, boolean checksumRight, List<Entry> entries) {
    private static final int SECTOR = CdImage.SECTOR;

    /** Firmware looks at sector 17 only; some mastering tools put descriptors of their own before the boot record. */
    private static final int FIRST_DESCRIPTOR = 16;

    private static final int LAST_DESCRIPTOR = 16 + 32;
    private static final byte[] BOOT_SYSTEM = "EL TORITO SPECIFICATION".getBytes(StandardCharsets.US_ASCII);

    // Boot record volume descriptor, figure 7: offsets in the sector.
    private static final int DESCRIPTOR_TYPE = 0x00;
    private static final int BOOT_SYSTEM_ID = 0x07;
    private static final int CATALOGUE_SECTOR = 0x47;
    private static final int TERMINATOR = 0xFF;

    // Entries of the boot catalogue, figures 2 to 6.
    private static final int ENTRY = 32;
    private static final int VALIDATION_ID = 0x01;
    private static final int SECTION_HEADER_MORE = 0x90;
    private static final int SECTION_HEADER_LAST = 0x91;
    private static final int SECTION_EXTENSION = 0x44;

    /** Catalogues are one sector in practice; a longer chain than this is damage. */
    private static final int MAX_CATALOGUE = 16 * SECTOR;

    public ElTorito {
        entries = List.copyOf(entries);
    }

    /** Which processor the boot code is for (platform ID; EFI's is from UEFI 2.10, 13.3.2.1). */
    public enum Platform {
        X86,
        POWER_PC,
        MAC,
        EFI,
        UNKNOWN;

        static Platform of(int id) {
            return switch (id) {
                case 0 -> X86;
                case 1 -> POWER_PC;
                case 2 -> MAC;
                case 0xEF -> EFI;
                default -> UNKNOWN;
            };
        }
    }

    /** What drive the firmware pretends to have (boot media type, bits 0 to 3). */
    public enum Emulation {
        NONE,
        FLOPPY_1200K,
        FLOPPY_1440K,
        FLOPPY_2880K,
        HARD_DISK,
        RESERVED;

        static Emulation of(int mediaType) {
            int kind = mediaType & 0x0F;
            return kind < RESERVED.ordinal() ? values()[kind] : RESERVED;
        }

        /** The INT 13h drive number that boots: 00h a floppy, 80h a hard disk, E0h no emulation (usual choice). */
        public int driveNumber() {
            return switch (this) {
                case FLOPPY_1200K, FLOPPY_1440K, FLOPPY_2880K -> 0x00;
                case HARD_DISK -> 0x80;
                case NONE, RESERVED -> 0xE0;
            };
        }
    }

    /**
     * One thing that can be booted.
     *
     * @param platform of the section that the entry stands in
     * @param bootable boot indicator 88h; otherwise the entry is there but firmware passes it over
     * @param emulation the drive that is emulated
     * @param loadSegment real-mode segment that the code is loaded at, 07C0h where the catalogue says 0
     * @param systemType the partition type byte of an emulated hard disk (partition table, byte 5)
     * @param sectorCount 512-byte sectors that firmware loads before it jumps, 1 to 65,535
     * @param loadRba the first 2048-byte sector of the boot image on the CD
     */
    public record Entry(
            Platform platform,
            boolean bootable,
            Emulation emulation,
            int loadSegment,
            int systemType,
            int sectorCount,
            long loadRba) {}

    /** Reads the catalogue of a CD; empty where the CD has no El Torito boot record. */
    public static Optional<ElTorito> read(DiskImage cd) throws IOException {
        for (int sector = FIRST_DESCRIPTOR; sector <= LAST_DESCRIPTOR; sector++) {
            if ((sector + 1L) * SECTOR > cd.size()) {
                return Optional.empty();
            }
            ByteBuffer descriptor = sectorAt(cd, sector);
            if ((descriptor.get(DESCRIPTOR_TYPE) & 0xFF) == TERMINATOR) {
                return Optional.empty();
            }
            if (isBootRecord(descriptor)) {
                return Optional.of(parse(cd, Integer.toUnsignedLong(descriptor.getInt(CATALOGUE_SECTOR))));
            }
        }
        return Optional.empty();
    }

    /** The entry that PC firmware boots: the first bootable one for x86; empty where there is none. */
    public Optional<Entry> bootEntry() {
        return entries.stream()
                .filter(e -> e.bootable() && e.platform() == Platform.X86)
                .findFirst();
    }

    /**
     * The boot image of an entry as a disk of its own: the emulated floppy or hard disk, or without emulation the sectors
     * that firmware loads. Closing the view leaves the CD open.
     *
     * @throws DiskFormatException if the image starts behind the end of the CD or its kind is unknown
     */
    public static DiskImage bootImage(DiskImage cd, Entry entry) throws IOException {
        return BootImage.of(cd, entry);
    }

    private static boolean isBootRecord(ByteBuffer descriptor) {
        return descriptor.get(DESCRIPTOR_TYPE) == 0
                && descriptor.slice(BOOT_SYSTEM_ID, BOOT_SYSTEM.length).equals(ByteBuffer.wrap(BOOT_SYSTEM));
    }

    private static ElTorito parse(DiskImage cd, long catalogueSector) throws IOException {
        ByteBuffer catalogue = catalogueAt(cd, catalogueSector);
        if (catalogue.get(0) != VALIDATION_ID || catalogue.getShort(30) != (short) 0xAA55) {
            throw new DiskFormatException("El Torito boot catalogue in sector " + catalogueSector
                    + ": no validation entry (01h first, 55h AAh at its end)");
        }
        int sum = 0;
        for (int i = 0; i < ENTRY; i += 2) {
            sum += catalogue.getShort(i);
        }
        Platform platform = Platform.of(catalogue.get(1) & 0xFF);
        List<Entry> entries = new ArrayList<>();
        entries.add(entry(catalogue, ENTRY, platform));
        addSections(catalogue, entries);
        return new ElTorito(platform, text(catalogue, 4, 24), (sum & 0xFFFF) == 0, entries);
    }

    private static void addSections(ByteBuffer catalogue, List<Entry> entries) {
        int at = 2 * ENTRY;
        while (at + ENTRY <= catalogue.limit()) {
            int kind = catalogue.get(at) & 0xFF;
            if (kind != SECTION_HEADER_MORE && kind != SECTION_HEADER_LAST) {
                return;
            }
            Platform platform = Platform.of(catalogue.get(at + 1) & 0xFF);
            int count = catalogue.getShort(at + 2) & 0xFFFF;
            at += ENTRY;
            while (count > 0 && at + ENTRY <= catalogue.limit()) {
                if ((catalogue.get(at) & 0xFF) != SECTION_EXTENSION) {
                    entries.add(entry(catalogue, at, platform));
                    count--;
                }
                at += ENTRY;
            }
            while (at + ENTRY <= catalogue.limit() && (catalogue.get(at) & 0xFF) == SECTION_EXTENSION) {
                at += ENTRY;
            }
            if (kind == SECTION_HEADER_LAST) {
                return;
            }
        }
    }

    private static Entry entry(ByteBuffer catalogue, int at, Platform platform) {
        int segment = catalogue.getShort(at + 2) & 0xFFFF;
        return new Entry(
                platform,
                (catalogue.get(at) & 0xFF) == 0x88,
                Emulation.of(catalogue.get(at + 1)),
                segment == 0 ? 0x07C0 : segment,
                catalogue.get(at + 4) & 0xFF,
                Math.max(1, catalogue.getShort(at + 6) & 0xFFFF),
                Integer.toUnsignedLong(catalogue.getInt(at + 8)));
    }

    private static String text(ByteBuffer from, int offset, int length) {
        byte[] bytes = new byte[length];
        from.get(offset, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    }

    private static ByteBuffer catalogueAt(DiskImage cd, long sector) throws IOException {
        long offset = sector * SECTOR;
        if (offset + SECTOR > cd.size()) {
            throw new DiskFormatException("El Torito boot catalogue in sector " + sector
                    + " lies behind the end of the CD, sector " + cd.size() / SECTOR);
        }
        return bytes(cd, offset, (int) Math.min(MAX_CATALOGUE, cd.size() - offset));
    }

    private static ByteBuffer sectorAt(DiskImage cd, int sector) throws IOException {
        return bytes(cd, (long) sector * SECTOR, SECTOR);
    }

    private static ByteBuffer bytes(DiskImage cd, long offset, int length) throws IOException {
        if (offset + length > cd.size()) {
            throw new EOFException("the CD ends at byte " + cd.size());
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        cd.read(offset, buffer);
        return buffer.flip();
    }
}
