package reliquary.disk.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;
import reliquary.disk.Volume;
import reliquary.disk.fs.fat.BiosParameterBlock;

/**
 * The geometry under which the programs on a disk address it, worked out from what they wrote there.
 *
 * <p>For a hard disk this is what INT 13h must report, which translation may have made different from the drive's own.
 * In order of trust: partition entries whose CHS and linear values agree, the BIOS parameter block of the first FAT
 * volume, the statement of the image file, the size.
 *
 * @param media what the disk is; says hard disk for a small image that its boot sector shows to be one
 * @param geometry covers at least the disk's whole cylinders
 * @param evidence one line for each thing that was seen, the decisive one first
 */
public record DiskGeometry(MediaKind media, Geometry geometry, List<String> evidence) {
    private static final int SECTOR = 512;
    /** Drive types of the PC AT and their kin by total sectors: {cylinders, heads, sectors}. */
    private static final int[][] DRIVES = {
        {306, 4, 17},
        {615, 4, 17},
        {615, 6, 17},
        {940, 8, 17},
        {940, 6, 17},
        {462, 8, 17},
        {733, 5, 17},
        {900, 15, 17},
        {820, 3, 17},
        {855, 5, 17},
        {855, 7, 17},
        {733, 7, 17},
        {612, 4, 17},
        {977, 5, 17},
        {977, 7, 17},
        {1024, 7, 17},
        {1024, 8, 17},
        {820, 6, 17},
        {1024, 5, 17},
        {925, 9, 17},
        {776, 8, 33},
        {980, 10, 17},
        {1024, 9, 17},
        {1024, 15, 17},
        {965, 10, 17},
        {1002, 13, 17},
        {614, 4, 17},
        {306, 6, 17},
        {306, 8, 17},
        {989, 5, 17}
    };

    public DiskGeometry {
        evidence = List.copyOf(evidence);
    }

    /**
     * Works out the geometry of a disk.
     *
     * @throws IOException if the disk cannot be read at all; an unreadable or damaged sector only costs its evidence
     */
    public static DiskGeometry of(DiskImage disk) throws IOException {
        return new Search(disk).decide();
    }

    /** One disk's evidence while it is gathered. */
    private static final class Search {
        private final DiskImage disk;
        private final Volume volume;
        private final List<String> evidence = new ArrayList<>();
        private final Optional<MasterBootRecord> mbr;
        private final Optional<BiosParameterBlock> bpb;

        Search(DiskImage disk) throws IOException {
            this.disk = disk;
            this.volume = Volume.of(disk);
            Optional<ByteBuffer> boot = sector(0);
            this.bpb = boot.flatMap(BiosParameterBlock::parse);
            this.mbr = bpb.isPresent() ? Optional.empty() : boot.flatMap(MasterBootRecord::parse);
        }

        DiskGeometry decide() throws IOException {
            MediaKind media = media();
            Geometry geometry = switch (media) {
                case HARD_DISK -> hardDisk();
                case FLOPPY -> floppy();
                case CD -> cd();
            };
            return new DiskGeometry(media, geometry, evidence);
        }

        private MediaKind media() {
            MediaKind stated = disk.media();
            boolean odd = FloppyGeometry.exactly(disk.size()).isEmpty();
            if (stated == MediaKind.FLOPPY && odd && disk.geometry().isEmpty() && looksLikeHardDisk()) {
                return MediaKind.HARD_DISK;
            }
            return stated;
        }

        private boolean looksLikeHardDisk() {
            if (isIso9660()) {
                // A CD image that also boots from other media has a partition table made up for the occasion.
                return false;
            }
            if (mbr.isPresent()
                    && new ChsEvidence(mbr.get().entries()).agreeing().isPresent()) {
                evidence.add("the boot sector holds a partition table, so it is a hard disk");
                return true;
            }
            Optional<BiosParameterBlock> fixed = bpb.filter(b -> b.media() == 0xF8 && b.heads() > 2);
            fixed.ifPresent(b -> evidence.add(
                    "the BIOS parameter block says media F8 and " + b.heads() + " heads, so it is a hard disk"));
            return fixed.isPresent();
        }

        private boolean isIso9660() {
            byte[] mark = {'C', 'D', '0', '0', '1'};
            return sector(16 * 2048)
                    .filter(s -> s.slice(1, mark.length).equals(ByteBuffer.wrap(mark)))
                    .isPresent();
        }

        private Geometry floppy() {
            long bytes = disk.size();
            Optional<Geometry> stated = disk.geometry();
            stated.ifPresent(g -> evidence.add("the image file states " + g));
            Optional<Geometry> byBpb = bpb.flatMap(b -> floppyBpb(b, bytes));
            byBpb.ifPresent(g -> evidence.add("the BIOS parameter block states " + g));
            Optional<Geometry> bySize = FloppyGeometry.exactly(bytes);
            bySize.ifPresent(g -> evidence.add(bytes + " bytes is the size of a " + g + " floppy"));
            return stated.or(() -> byBpb).or(() -> bySize).orElseGet(() -> {
                Optional<Geometry> holding = FloppyGeometry.holding(bytes);
                holding.ifPresent(g -> evidence.add("no floppy has " + bytes + " bytes; " + g + " holds them"));
                return holding.orElseGet(() -> bySize());
            });
        }

        private static Optional<Geometry> floppyBpb(BiosParameterBlock b, long bytes) {
            int track = b.heads() * b.sectorsPerTrack();
            if (b.heads() < 1 || b.heads() > 2 || b.sectorsPerTrack() < 1 || b.sectorsPerTrack() > 63) {
                return Optional.empty();
            }
            long cylinders = (b.totalSectors() + track - 1) / track;
            boolean sizeFits = b.totalSectors() * b.bytesPerSector() <= Math.max(bytes, 160 * 1024);
            return cylinders < 30 || cylinders > 96 || !sizeFits
                    ? Optional.empty()
                    : Optional.of(new Geometry((int) cylinders, b.heads(), b.sectorsPerTrack()));
        }

        private Geometry hardDisk() throws IOException {
            Optional<ChsEvidence.Track> byEntries = mbr.flatMap(m -> {
                ChsEvidence chs = new ChsEvidence(m.entries());
                return chs.agreeing().or(chs::fromSaturatedEnds);
            });
            Optional<Geometry> result = byEntries.map(t -> withCylinders(t.heads(), t.sectors()));
            byEntries.ifPresent(t -> evidence.add("the partition table's CHS and linear values agree under " + t.heads()
                    + " heads and " + t.sectors() + " sectors"));
            Optional<BiosParameterBlock> inside = bpb.or(this::firstPartitionBpb);
            Optional<Geometry> byBpb = inside.filter(b ->
                            b.heads() >= 1 && b.heads() <= 255 && b.sectorsPerTrack() >= 1 && b.sectorsPerTrack() <= 63)
                    .map(b -> withCylinders(b.heads(), b.sectorsPerTrack()));
            inside.ifPresent(b -> evidence.add("the BIOS parameter block of the first FAT volume says " + b.heads()
                    + " heads and " + b.sectorsPerTrack() + " sectors"));
            disk.geometry().ifPresent(g -> evidence.add("the image file states " + g));
            return result.or(() -> byBpb).or(disk::geometry).orElseGet(this::bySize);
        }

        private Geometry cd() {
            evidence.add("a CD has no cylinders, heads and sectors; programs address it by block");
            long sectors = Math.max(1, disk.size() / SECTOR);
            return FloppyGeometry.holding(disk.size())
                    .orElseGet(() -> BiosTranslation.LBA_ASSISTED.apply(BiosTranslation.ataGeometry(sectors), sectors));
        }

        private Geometry bySize() {
            long sectors = Math.max(1, disk.size() / SECTOR);
            for (int[] d : DRIVES) {
                if (sectors == (long) d[0] * d[1] * d[2]) {
                    Geometry drive = new Geometry(d[0], d[1], d[2]);
                    evidence.add(sectors + " sectors is the size of a " + drive + " drive");
                    return drive;
                }
            }
            Geometry drive = BiosTranslation.ataGeometry(sectors);
            Geometry shown = BiosTranslation.LBA_ASSISTED.apply(drive, sectors);
            evidence.add(String.format(
                    Locale.ROOT,
                    "nothing on the disk tells; %d sectors are shown as %s by LBA-assisted translation",
                    sectors,
                    shown));
            return shown;
        }

        private Geometry withCylinders(int heads, int sectors) {
            long track = (long) heads * sectors;
            long cylinders = disk.size() / SECTOR / track;
            long used = mbr.map(m -> m.entries().stream()
                            .mapToLong(e -> e.firstSector() + e.sectors())
                            .max()
                            .orElse(0))
                    .orElse(0L);
            boolean lastOneIsPartial = used > cylinders * track && used * SECTOR <= disk.size();
            cylinders += lastOneIsPartial ? 1 : 0;
            return new Geometry((int) Math.max(1, Math.min(65_536, cylinders)), heads, sectors);
        }

        private Optional<BiosParameterBlock> firstPartitionBpb() {
            for (MasterBootRecord.Entry e : mbr.map(MasterBootRecord::entries).orElse(List.of())) {
                Optional<BiosParameterBlock> found =
                        sector(e.firstSector() * SECTOR).flatMap(BiosParameterBlock::parse);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        /** The sector at a byte offset; empty where it lies outside or cannot be read. */
        private Optional<ByteBuffer> sector(long offset) {
            if (!volume.contains(offset, SECTOR)) {
                return Optional.empty();
            }
            try {
                return Optional.of(volume.read(offset, SECTOR));
            } catch (IOException e) {
                evidence.add("the sector at byte " + offset + " cannot be read: " + e.getMessage());
                return Optional.empty();
            }
        }
    }
}
