package reliquary.disk.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;
import reliquary.disk.format.DiskFormats;

/** Takes layer after layer off a file until a disk image is left, and opens that. */
final class Unpacker {
    private static final int HEAD = 512;

    private final Path original;
    private final ArchiveLimits limits;
    private final long allowed;
    private final List<String> layers = new ArrayList<>();

    /** The path to what is being unpacked, as a person would say it. */
    private String said;

    Unpacker(Path original, ArchiveLimits limits) throws IOException {
        this.original = original;
        this.limits = limits;
        this.allowed = limits.allowed(Files.size(original));
        this.said = original.toString();
    }

    DiskImage open() throws IOException {
        Path file = original;
        Optional<UnpackCache> cache = Optional.empty();
        try {
            while (isArchive(head(file))) {
                if (layers.size() >= limits.depth()) {
                    throw new DiskFormatException("more than " + limits.depth() + " archives in one another");
                }
                UnpackCache next = new UnpackCache(allowed);
                Optional<UnpackCache> used = cache;
                cache = Optional.of(next);
                try {
                    file = unpack(file, next);
                } finally {
                    used.ifPresent(UnpackCache::close);
                }
            }
            if (cache.isEmpty()) {
                throw new DiskFormatException("is not an archive");
            }
            DiskFormat format = DiskFormats.recognise(file);
            layers.add(format.name());
            return new UnpackedImage(format.open(file), cache.get(), layers);
        } catch (IOException | RuntimeException e) {
            cache.ifPresent(UnpackCache::close);
            throw inOneLine(e, file);
        }
    }

    static boolean isArchive(ByteBuffer head) {
        return Compression.of(head).isPresent() || Container.kind(head).isPresent();
    }

    private Path unpack(Path file, UnpackCache cache) throws IOException {
        Optional<DiskFormat> split = split(file);
        if (split.isPresent()) {
            try (DiskImage joined = split.get().open(file)) {
                return cache.unpack(withoutEnding(file), new DiskStream(joined));
            }
        }
        Optional<Compression> compression = Compression.of(head(file));
        if (compression.isPresent()) {
            layers.add(compression.get().label());
            try (InputStream in =
                    compression.get().expand(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
                return cache.unpack(withoutEnding(file), in);
            }
        }
        Container.Kind kind = Container.kind(head(file)).orElseThrow();
        layers.add(kind.label());
        try (Container container = Container.open(kind, file)) {
            MemberChoice choice = MemberChoice.in(container);
            for (Container.Member member : choice.all()) {
                try (InputStream in = container.open(member)) {
                    cache.unpack(member.fileName(), in);
                }
            }
            said = said + ": " + choice.first().name().replaceAll("\\p{Cntrl}", "?");
            return cache.place(choice.first().fileName());
        }
    }

    /** An archive cut into parts (.gz.aa, .7z.001) is put together first, as a split raw image would be. */
    private static Optional<DiskFormat> split(Path file) {
        ByteBuffer unread = ByteBuffer.allocate(0);
        return DiskFormats.all().stream()
                .filter(f -> f.name().equals("splitraw") && f.matches(unread, unread, file))
                .findFirst();
    }

    private static String withoutEnding(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The libraries below speak in their own exceptions; a person gets the file, the layer and what is wrong. */
    private DiskFormatException inOneLine(Exception e, Path file) {
        String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String plain = what.replace(file.toString(), said).replaceAll("\\s*\\p{Cntrl}+\\s*", " ");
        if (plain.startsWith(said)) {
            return new DiskFormatException(plain, e);
        }
        boolean clear = e instanceof DiskFormatException || layers.isEmpty();
        String where = clear ? "" : "damaged " + layers.get(layers.size() - 1) + ": ";
        return new DiskFormatException(said + ": " + where + plain, e);
    }

    private static ByteBuffer head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ByteBuffer.wrap(in.readNBytes(HEAD)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
