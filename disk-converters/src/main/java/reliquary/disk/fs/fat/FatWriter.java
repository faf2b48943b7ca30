package reliquary.disk.fs.fat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;

/**
 * Changes to a FAT volume. New content is written before the directory points to it, and what it replaces is freed
 * last, so that a change that is cut short loses clusters at worst, never files.
 */
final class FatWriter {
    private static final long LARGEST_FILE = 0xFFFF_FFFFL;

    private final Volume volume;
    private final BiosParameterBlock bpb;
    private final FatTable fat;
    private final Charset codePage;
    private final ClusterAllocator clusters;

    /** A directory and a name in it. */
    private record Place(FatDirectory directory, String name) {}

    /** An entry and the directory that it stands in. */
    private record Found(FatDirectory directory, FatEntry entry) {}

    FatWriter(Volume volume, BiosParameterBlock bpb, FatTable fat, Charset codePage) {
        this.volume = volume;
        this.bpb = bpb;
        this.fat = fat;
        this.codePage = codePage;
        this.clusters = new ClusterAllocator(volume, bpb, fat);
    }

    long freeClusters() throws IOException {
        return clusters.free();
    }

    void write(String path, InputStream content, LocalDateTime modified) throws IOException {
        Place place = place(path);
        Optional<FatEntry> old = find(place);
        if (old.isPresent() && old.get().isDirectory()) {
            throw new DiskFormatException(path + " is a directory");
        }
        refuseReadOnly(path, old);
        Stored stored = store(content);
        try {
            ByteBuffer raw = old.isPresent() ? copy(old.get().raw()) : blank(FatEntry.ARCHIVE, modified);
            pointTo(raw, stored.cluster, stored.size);
            stamp(raw, modified);
            if (old.isPresent()) {
                place.directory.write(old.get().slot(), raw);
            } else {
                add(place, raw);
            }
        } catch (IOException e) {
            clusters.release(stored.cluster);
            throw e;
        }
        if (old.isPresent()) {
            clusters.release(old.get().cluster());
        }
        clusters.saveCount();
    }

    private record Stored(long cluster, long size) {}

    private Stored store(InputStream content) throws IOException {
        byte[] buffer = new byte[bpb.clusterSize()];
        long first = 0;
        long last = 0;
        long size = 0;
        try {
            for (int n = content.readNBytes(buffer, 0, buffer.length);
                    n > 0;
                    n = content.readNBytes(buffer, 0, buffer.length)) {
                size += n;
                if (size > LARGEST_FILE) {
                    throw new DiskFormatException("a file on a FAT volume has at most " + LARGEST_FILE + " bytes");
                }
                Arrays.fill(buffer, n, buffer.length, (byte) 0);
                last = clusters.take(last);
                first = first == 0 ? last : first;
                volume.write(ClusterChain.offset(bpb, last), ByteBuffer.wrap(buffer));
            }
        } catch (IOException e) {
            clusters.release(first);
            throw e;
        }
        return new Stored(first, size);
    }

    void makeDirectory(String path, LocalDateTime created) throws IOException {
        Place place = place(path);
        refuseExisting(path, place);
        long cluster = clusters.take(0);
        try {
            clusters.clear(cluster);
            ByteBuffer raw = blank(FatEntry.DIRECTORY, created);
            pointTo(raw, cluster, 0);
            FatDirectory inside = FatDirectory.at(volume, bpb, fat, codePage, cluster);
            inside.write(0, dots(raw, ".", cluster));
            inside.write(1, dots(raw, "..", parentMark(place.directory)));
            add(place, raw);
        } catch (IOException e) {
            clusters.release(cluster);
            throw e;
        }
        clusters.saveCount();
    }

    /** The cluster that {@code ..} states: 0 where the parent is the root, even on FAT32. */
    private long parentMark(FatDirectory parent) {
        return parent.cluster() == bpb.rootCluster() ? 0 : parent.cluster();
    }

    void delete(String path) throws IOException {
        Found found = existing(path);
        FatEntry entry = found.entry;
        refuseReadOnly(path, Optional.of(entry));
        if (entry.isDirectory()
                && !FatDirectory.at(volume, bpb, fat, codePage, entry.cluster())
                        .entries()
                        .isEmpty()) {
            throw new DiskFormatException(path + " is not empty");
        }
        erase(found);
        clusters.release(entry.cluster());
        clusters.saveCount();
    }

    void rename(String from, String to) throws IOException {
        Found found = existing(from);
        Place place = place(to);
        Optional<FatEntry> there = find(place);
        boolean itself = there.isPresent()
                && there.get().slot() == found.entry.slot()
                && place.directory.cluster() == found.directory.cluster();
        if (there.isPresent() && !itself) {
            throw new DiskFormatException(to + " exists already");
        }
        if (found.entry.isDirectory()) {
            refuseWithin(found.entry.cluster(), to);
        }
        FatName.check(place.name);
        if (itself) {
            respell(found, place);
        } else {
            add(place, copy(found.entry.raw()));
            erase(found);
        }
        if (found.entry.isDirectory()) {
            FatDirectory moved = FatDirectory.at(volume, bpb, fat, codePage, found.entry.cluster());
            moved.write(1, dots(found.entry.raw(), "..", parentMark(place.directory)));
        }
        clusters.saveCount();
    }

    /** Another spelling of the same name takes the place of the old one, which comes back if there is no room. */
    private void respell(Found found, Place place) throws IOException {
        List<ByteBuffer> old = new ArrayList<>();
        for (int slot = found.entry.firstSlot(); slot <= found.entry.slot(); slot++) {
            old.add(volume.read(found.directory.offset(slot), FatEntry.SIZE));
        }
        erase(found);
        try {
            add(place, copy(found.entry.raw()));
        } catch (IOException e) {
            for (int i = 0; i < old.size(); i++) {
                found.directory.write(found.entry.firstSlot() + i, old.get(i));
            }
            throw e;
        }
    }

    private void refuseWithin(long cluster, String to) throws IOException {
        FatDirectory at = FatDirectory.at(volume, bpb, fat, codePage, 0);
        List<String> names = names(to);
        for (String name : names.subList(0, names.size() - 1)) {
            FatEntry entry = find(new Place(at, name))
                    .orElseThrow(() -> new DiskFormatException("there is no directory for " + to));
            if (entry.cluster() == cluster) {
                throw new DiskFormatException(to + " lies within what is moved");
            }
            at = FatDirectory.at(volume, bpb, fat, codePage, entry.cluster());
        }
    }

    void setAttributes(String path, int bits) throws IOException {
        Found found = existing(path);
        int kept = found.entry.attributes() & (FatEntry.DIRECTORY | FatEntry.LABEL);
        ByteBuffer raw = copy(found.entry.raw());
        raw.put(FatEntry.ATTRIBUTES_AT, (byte) (kept | bits & 0x27));
        found.directory.write(found.entry.slot(), raw);
    }

    private static List<String> names(String path) throws DiskFormatException {
        List<String> names =
                Arrays.stream(path.split("[/\\\\]")).filter(n -> !n.isEmpty()).toList();
        if (names.isEmpty()) {
            throw new DiskFormatException("the root directory cannot be changed so");
        }
        return names;
    }

    private Place place(String path) throws IOException {
        List<String> names = names(path);
        FatDirectory at = FatDirectory.at(volume, bpb, fat, codePage, 0);
        for (String name : names.subList(0, names.size() - 1)) {
            FatEntry entry = find(new Place(at, name))
                    .filter(FatEntry::isDirectory)
                    .orElseThrow(() -> new DiskFormatException("there is no directory for " + path));
            at = FatDirectory.at(volume, bpb, fat, codePage, entry.cluster());
        }
        return new Place(at, names.get(names.size() - 1));
    }

    private Optional<FatEntry> find(Place place) throws IOException {
        Optional<byte[]> wanted = FatName.encodeShort(place.name, codePage);
        for (FatEntry entry : place.directory.entries()) {
            boolean same = entry.name().equalsIgnoreCase(place.name)
                    || wanted.isPresent() && Arrays.equals(wanted.get(), entry.shortName());
            if (same && !entry.isLabel()) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private Found existing(String path) throws IOException {
        Place place = place(path);
        FatEntry entry = find(place).orElseThrow(() -> new DiskFormatException("there is no " + path));
        return new Found(place.directory, entry);
    }

    private void refuseExisting(String path, Place place) throws IOException {
        FatName.check(place.name);
        if (find(place).isPresent()) {
            throw new DiskFormatException(path + " exists already");
        }
    }

    private static void refuseReadOnly(String path, Optional<FatEntry> entry) throws DiskFormatException {
        if (entry.filter(e -> !e.isDirectory() && (e.attributes() & FatEntry.READ_ONLY) != 0)
                .isPresent()) {
            throw new DiskFormatException(path + " is read-only");
        }
    }

    /** Writes an entry with its long name, if it needs one, into the first free slots. */
    private void add(Place place, ByteBuffer raw) throws IOException {
        FatName.check(place.name);
        Optional<byte[]> shortName = FatName.encodeShort(place.name, codePage);
        Optional<Integer> flags = FatName.caseFlags(place.name);
        boolean needsLong = shortName.isEmpty() || flags.isEmpty();
        List<FatEntry> present = place.directory.entries();
        byte[] name = shortName.isPresent()
                ? shortName.get()
                : FatName.shorten(
                        place.name, codePage, n -> present.stream().anyMatch(e -> Arrays.equals(e.shortName(), n)));
        raw.put(0, name).put(FatEntry.CASE_AT, (byte) (needsLong ? 0 : flags.get()));
        List<ByteBuffer> slots =
                new java.util.ArrayList<>(needsLong ? LongName.slots(place.name, FatName.checksum(name)) : List.of());
        slots.add(raw);
        int first = freeSlots(place.directory, slots.size());
        boolean wasEnd = place.directory.firstByte(first + slots.size() - 1) == 0;
        if (wasEnd && place.directory.offset(first + slots.size()) >= 0) {
            // What stands behind the end mark is undefined and would become visible.
            place.directory.write(first + slots.size(), ByteBuffer.allocate(FatEntry.SIZE));
        }
        for (int i = 0; i < slots.size(); i++) {
            place.directory.write(first + i, slots.get(i));
        }
    }

    /** The first of {@code count} free slots in a row; the directory grows if it can and must. */
    private int freeSlots(FatDirectory directory, int count) throws IOException {
        int run = 0;
        boolean end = false;
        for (int slot = 0; slot < FatDirectory.MOST_SLOTS; slot++) {
            if (directory.offset(slot) < 0) {
                if (!directory.growable()) {
                    throw new DiskFormatException("the root directory is full");
                }
                grow(directory, slot);
            }
            int first = end ? 0 : directory.firstByte(slot);
            end |= first == 0;
            run = end || first == FatEntry.DELETED ? run + 1 : 0;
            if (run == count) {
                return slot - count + 1;
            }
        }
        throw new DiskFormatException("the directory is full: it has " + FatDirectory.MOST_SLOTS + " slots");
    }

    private void grow(FatDirectory directory, int slot) throws IOException {
        ClusterChain chain = new ClusterChain(fat, bpb, directory.cluster());
        long last = chain.at((long) slot * FatEntry.SIZE / bpb.clusterSize() - 1);
        long added = clusters.takeUnlinked();
        clusters.clear(added);
        fat.set(last, added);
    }

    private void erase(Found found) throws IOException {
        for (int slot = found.entry.firstSlot(); slot <= found.entry.slot(); slot++) {
            volume.write(found.directory.offset(slot), ByteBuffer.wrap(new byte[] {(byte) FatEntry.DELETED}));
        }
    }

    private static ByteBuffer blank(int attributes, LocalDateTime created) {
        FatTime time = FatTime.of(created);
        ByteBuffer raw = ByteBuffer.allocate(FatEntry.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        raw.put(FatEntry.ATTRIBUTES_AT, (byte) attributes);
        raw.putShort(FatEntry.CREATED_AT, (short) time.time()).putShort(FatEntry.CREATED_AT + 2, (short) time.date());
        stamp(raw, created);
        return raw;
    }

    private static void stamp(ByteBuffer raw, LocalDateTime modified) {
        FatTime time = FatTime.of(modified);
        raw.putShort(FatEntry.CHANGED_AT, (short) time.time()).putShort(FatEntry.CHANGED_AT + 2, (short) time.date());
        raw.putShort(FatEntry.READ_AT, (short) time.date());
    }

    private void pointTo(ByteBuffer raw, long cluster, long size) {
        raw.putShort(FatEntry.CLUSTER_LOW_AT, (short) cluster).putInt(FatEntry.SIZE_AT, (int) size);
        if (bpb.rootCluster() != 0) {
            raw.putShort(FatEntry.CLUSTER_HIGH_AT, (short) (cluster >> 16));
        }
    }

    private ByteBuffer dots(ByteBuffer like, String name, long cluster) {
        ByteBuffer raw = copy(like);
        for (int i = 0; i < FatName.LENGTH; i++) {
            raw.put(i, (byte) (i < name.length() ? '.' : ' '));
        }
        raw.put(FatEntry.CASE_AT, (byte) 0).put(FatEntry.ATTRIBUTES_AT, (byte) FatEntry.DIRECTORY);
        pointTo(raw, cluster, 0);
        return raw;
    }

    private static ByteBuffer copy(ByteBuffer raw) {
        ByteBuffer copy = ByteBuffer.allocate(FatEntry.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(raw.duplicate().rewind());
        return copy.rewind();
    }
}
