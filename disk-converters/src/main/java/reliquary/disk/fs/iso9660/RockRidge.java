package reliquary.disk.fs.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Optional;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileAttributes;
import reliquary.disk.fs.FileTimes;
import reliquary.disk.fs.NameEncoding;

/**
 * What the system use area of a record says (IEEE P1281 SUSP and P1282 Rock Ridge, 1994): entries of a two-letter name, u8
 * length, u8 version and data, continued elsewhere by CE.
 */
final class RockRidge {
    private static final int MOST_CONTINUATIONS = 32;

    private final StringBuilder name = new StringBuilder();
    private final StringBuilder link = new StringBuilder();
    private Optional<FileAttributes.Unix> attributes = Optional.empty();
    private Optional<FileTimes> times = Optional.empty();
    private Optional<Long> childBlock = Optional.empty();
    private boolean relocated;
    private boolean linkContinues;

    private RockRidge() {}

    /** Reads the entries of a record; {@code skip} bytes at the begin of each area belong to others. */
    static RockRidge read(Volume volume, int blockSize, ByteBuffer systemUse, int skip) throws IOException {
        RockRidge found = new RockRidge();
        ByteBuffer area = systemUse.slice(Math.min(skip, systemUse.limit()), Math.max(0, systemUse.limit() - skip));
        for (int i = 0; i < MOST_CONTINUATIONS; i++) {
            Optional<ByteBuffer> next = found.area(volume, blockSize, area.order(systemUse.order()));
            if (next.isEmpty()) {
                break;
            }
            area = next.get();
        }
        return found;
    }

    /** How many bytes others have at the begin of each area; empty if the disc has no such extensions. */
    static Optional<Integer> skip(ByteBuffer rootSystemUse) {
        for (int at : new int[] {0, 15}) {
            boolean marked = rootSystemUse.limit() >= at + 7
                    && rootSystemUse.get(at) == 'S'
                    && rootSystemUse.get(at + 1) == 'P'
                    && (rootSystemUse.get(at + 4) & 0xFF) == 0xBE
                    && (rootSystemUse.get(at + 5) & 0xFF) == 0xEF;
            if (marked) {
                return Optional.of(rootSystemUse.get(at + 6) & 0xFF);
            }
        }
        return Optional.empty();
    }

    private Optional<ByteBuffer> area(Volume volume, int blockSize, ByteBuffer area) throws IOException {
        Optional<ByteBuffer> continuation = Optional.empty();
        int at = 0;
        while (at + 4 <= area.limit()) {
            int length = area.get(at + 2) & 0xFF;
            if (length < 4 || length > area.limit() - at) {
                break;
            }
            ByteBuffer entry = area.slice(at, length).order(area.order());
            String tag = "" + (char) entry.get(0) + (char) entry.get(1);
            if (tag.equals("ST")) {
                break;
            } else if (tag.equals("CE") && length >= 28) {
                continuation = Optional.of(volume.read(
                        (entry.getInt(4) & 0xFFFF_FFFFL) * blockSize + (entry.getInt(12) & 0xFFFF_FFFFL),
                        Math.min(entry.getInt(20) & 0x7FFF_FFFF, 65_536)));
            } else {
                take(tag, entry);
            }
            at += length;
        }
        return continuation;
    }

    private void take(String tag, ByteBuffer e) {
        switch (tag) {
            case "NM" -> {
                if (e.limit() > 5 && (e.get(4) & 6) == 0) {
                    name.append(NameEncoding.decode(e.slice(5, e.limit() - 5)));
                }
            }
            case "PX" -> {
                if (e.limit() >= 36) {
                    attributes = Optional.of(new FileAttributes.Unix(
                            e.getInt(4) & 0xFFFF, e.getInt(20) & 0xFFFF_FFFFL, e.getInt(28) & 0xFFFF_FFFFL));
                }
            }
            case "SL" -> {
                if (e.limit() > 5) {
                    components(e.slice(5, e.limit() - 5));
                }
            }
            case "TF" -> times = Optional.of(timestamps(e));
            case "CL" -> childBlock = e.limit() >= 12 ? Optional.of(e.getInt(4) & 0xFFFF_FFFFL) : Optional.empty();
            case "RE" -> relocated = true;
            default -> {}
        }
    }

    /** The parts of a link: u8 flags (1 continues, 2 {@code .}, 4 {@code ..}, 8 root), u8 length, text. */
    private void components(ByteBuffer parts) {
        int at = 0;
        while (at + 2 <= parts.limit()) {
            int flags = parts.get(at);
            int length = Math.min(parts.get(at + 1) & 0xFF, parts.limit() - at - 2);
            if (!link.isEmpty() && !linkContinues && link.charAt(link.length() - 1) != '/') {
                link.append('/');
            }
            byte[] text = new byte[length];
            parts.get(at + 2, text);
            link.append((flags & 8) != 0 ? "/" : (flags & 4) != 0 ? ".." : (flags & 2) != 0 ? "." : "");
            link.append(new String(text, StandardCharsets.UTF_8));
            linkContinues = (flags & 1) != 0;
            at += 2 + length;
        }
    }

    /** Up to seven times in the order created, changed, read … as the flags say; 17 digits each where bit 7 is set. */
    private static FileTimes timestamps(ByteBuffer e) {
        if (e.limit() < 5 || (e.get(4) & 0x80) != 0) {
            return FileTimes.NONE;
        }
        int at = 5;
        Optional<LocalDateTime> created = Optional.empty();
        Optional<LocalDateTime> modified = Optional.empty();
        Optional<LocalDateTime> accessed = Optional.empty();
        for (int bit = 0; bit < 3 && at + 7 <= e.limit(); bit++) {
            if ((e.get(4) >> bit & 1) != 0) {
                Optional<LocalDateTime> time = IsoRecord.date(e, at);
                created = bit == 0 ? time : created;
                modified = bit == 1 ? time : modified;
                accessed = bit == 2 ? time : accessed;
                at += 7;
            }
        }
        return new FileTimes(modified, created, accessed);
    }

    Optional<String> name() {
        return name.isEmpty() ? Optional.empty() : Optional.of(name.toString());
    }

    String link() {
        return link.toString();
    }

    Optional<FileAttributes.Unix> attributes() {
        return attributes;
    }

    Optional<FileTimes> times() {
        return times;
    }

    /** Where a directory that was moved up in the tree really lies. */
    Optional<Long> childBlock() {
        return childBlock;
    }

    /** Whether this is such a moved directory in the place that it was moved to. */
    boolean relocated() {
        return relocated;
    }
}
