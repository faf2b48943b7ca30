package reliquary.disk.fs.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;

/** The slots of one directory: the fixed root of FAT12 and FAT16, or a chain of clusters. */
final class FatDirectory {
    /** As many slots as a directory may have ("Microsoft FAT Specification", section 6). */
    static final int MOST_SLOTS = 65_536;

    private final Volume volume;
    private final BiosParameterBlock bpb;
    private final Charset codePage;
    private final Optional<ClusterChain> chain;
    private final long cluster;

    private FatDirectory(
            Volume volume, BiosParameterBlock bpb, Charset codePage, Optional<ClusterChain> chain, long cluster) {
        this.volume = volume;
        this.bpb = bpb;
        this.codePage = codePage;
        this.chain = chain;
        this.cluster = cluster;
    }

    /** The directory at a cluster; 0 is the root. */
    static FatDirectory at(Volume volume, BiosParameterBlock bpb, FatTable fat, Charset codePage, long cluster) {
        long first = cluster == 0 ? bpb.rootCluster() : cluster;
        Optional<ClusterChain> chain = first == 0 ? Optional.empty() : Optional.of(new ClusterChain(fat, bpb, first));
        return new FatDirectory(volume, bpb, codePage, chain, first);
    }

    /** Its first cluster; 0 for the fixed root. */
    long cluster() {
        return cluster;
    }

    /** Whether it can grow by a cluster. */
    boolean growable() {
        return chain.isPresent();
    }

    /** Where a slot lies on the volume, in bytes; -1 behind the last. */
    long offset(int slot) throws IOException {
        if (slot >= MOST_SLOTS) {
            return -1;
        }
        if (chain.isEmpty()) {
            return slot < bpb.rootEntries()
                    ? bpb.rootSector() * bpb.bytesPerSector() + slot * (long) FatEntry.SIZE
                    : -1;
        }
        int perCluster = bpb.clusterSize() / FatEntry.SIZE;
        long at = chain.get().at(slot / perCluster);
        return at < 0 ? -1 : ClusterChain.offset(bpb, at) + slot % perCluster * (long) FatEntry.SIZE;
    }

    /** The entries in use, labels included, long names put together, without {@code .} and {@code ..}. */
    List<FatEntry> entries() throws IOException {
        List<FatEntry> entries = new ArrayList<>();
        LongName longName = new LongName();
        Slots slots = new Slots();
        for (int slot = 0; slots.next(); slot++) {
            ByteBuffer raw = slots.current();
            int first = raw.get(0) & 0xFF;
            if (first == 0) {
                break;
            }
            int attributes = raw.get(FatEntry.ATTRIBUTES_AT) & 0x3F;
            if (first == FatEntry.DELETED) {
                longName.clear();
            } else if (attributes == FatEntry.LONG_NAME) {
                longName.add(raw, slot);
            } else {
                entry(raw, slot, longName).ifPresent(entries::add);
                longName.clear();
            }
        }
        return entries;
    }

    private Optional<FatEntry> entry(ByteBuffer raw, int slot, LongName longName) {
        byte[] shortName = new byte[FatName.LENGTH];
        raw.get(0, shortName);
        boolean dots = shortName[0] == '.' && (shortName[1] == ' ' || shortName[1] == '.' && shortName[2] == ' ');
        if (dots) {
            return Optional.empty();
        }
        Optional<String> full = longName.nameFor(shortName);
        String name = full.orElseGet(() -> FatName.decode(shortName, raw.get(FatEntry.CASE_AT), codePage));
        int first = full.isPresent() ? longName.firstSlot() : slot;
        return Optional.of(new FatEntry(first, slot, name, raw, bpb.rootCluster() != 0));
    }

    /** Reads slot after slot with one read for each sector. */
    private final class Slots {
        private ByteBuffer sector = ByteBuffer.allocate(0);
        private int slot;

        boolean next() throws IOException {
            if (sector.remaining() < FatEntry.SIZE) {
                long at = offset(slot);
                if (at < 0) {
                    return false;
                }
                sector = volume.read(at, Math.min(512, bpb.bytesPerSector()));
            }
            slot++;
            return true;
        }

        ByteBuffer current() {
            ByteBuffer raw = sector.slice(sector.position(), FatEntry.SIZE).order(ByteOrder.LITTLE_ENDIAN);
            sector.position(sector.position() + FatEntry.SIZE);
            return raw;
        }
    }

    /** Writes the bytes of a slot. */
    void write(int slot, ByteBuffer raw) throws IOException {
        long at = offset(slot);
        if (at < 0) {
            throw new DiskFormatException("the directory has no slot " + slot);
        }
        volume.write(at, raw.duplicate().rewind());
    }

    /** The first byte of a slot: 0 for none from here on, {@link FatEntry#DELETED}, or a name's. */
    int firstByte(int slot) throws IOException {
        return volume.read(offset(slot), 1).get(0) & 0xFF;
    }
}
