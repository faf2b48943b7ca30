package reliquary.disk.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import reliquary.disk.DiskFormatException;
import reliquary.disk.archive.Container.Member;
import reliquary.disk.cd.CueSheetFormat;
import reliquary.disk.format.DiskFormat;
import reliquary.disk.format.DiskFormats;

/**
 * Finds the disk among an archive's files: by content first, by name where content says nothing (raw images).
 *
 * @param first the file to open
 * @param all the files that belong together, {@code first} among them: segments, extents, maps, cue sheets
 */
record MemberChoice(Member first, List<Member> all) {
    private static final int HEAD = 64 << 10;
    private static final int LISTED = 8;

    private static final Set<String> IMAGE_NAMES = Set.of(
            "img", "ima", "image", "dsk", "flp", "vfd", "raw", "dd", "iso", "hdd", "hdi", "vhd", "dmg", "001", "000",
            "aa", "disk");

    /** Formats that are known by name, by what stands beside the file or not at all. */
    private static final Set<String> SAY_NOTHING =
            Set.of("raw", "splitraw", "ddrescue", "clonezilla", "foreign-archive");

    /** Parts of a name that tell segments and extents of one disk apart; what is left is their common stem. */
    private static final Pattern SEGMENT =
            Pattern.compile("(-flat|-delta|-s\\d{3}|-f\\d{3}|-\\d{6})?(\\.[A-Za-z0-9]{1,8}){1,2}$");

    private static final Pattern SEGMENT_NAME =
            Pattern.compile(".*(\\.\\d{2,3}|\\.[a-z]{2}|\\.[EeSsLl][0-9A-Za-z]{2}|-[sf]\\d{3}\\.vmdk)$");

    /** How sure it is that a member is a disk; the surest are candidates. */
    private enum Likeness {
        NONE,
        ARCHIVE,
        BOOT_SECTOR,
        NAME,
        FORMAT,
        /** A cue sheet or CloneCD control file speaks for all files beside it. */
        SHEET
    }

    private record Candidate(Member member, Likeness likeness) {}

    /** Chooses; fails with one line that lists what there is if nothing or more than one thing is a disk. */
    static MemberChoice in(Container container) throws IOException {
        List<Member> members = container.members().stream()
                .filter(m -> m.size() != 0 && !isClutter(m))
                .toList();
        if (members.isEmpty()) {
            throw new DiskFormatException("the archive holds no file");
        }
        if (members.size() == 1) {
            return new MemberChoice(members.get(0), members);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Member member : members) {
            candidates.add(new Candidate(member, likeness(container, member)));
        }
        Likeness best = candidates.stream()
                .map(Candidate::likeness)
                .max(Comparator.naturalOrder())
                .orElse(Likeness.NONE);
        List<Member> disks = candidates.stream()
                .filter(c -> c.likeness() == best)
                .map(Candidate::member)
                .toList();
        if (best == Likeness.NONE) {
            throw new DiskFormatException("none of its files is a disk image: " + list(members));
        }
        Member first = disks.size() == 1 ? disks.get(0) : firstOfSet(disks, best);
        List<Member> all = best == Likeness.SHEET ? beside(first, members) : related(first, members);
        return new MemberChoice(first, all);
    }

    private static Member firstOfSet(List<Member> disks, Likeness kind) throws DiskFormatException {
        boolean oneStem = disks.stream().map(MemberChoice::stem).distinct().count() == 1;
        boolean segments = disks.stream()
                        .filter(d -> !SEGMENT_NAME.matcher(d.fileName()).matches())
                        .count()
                <= 1;
        if (!oneStem || !segments && kind != Likeness.SHEET) {
            throw new DiskFormatException("holds several disk images, unpack the one that you want: " + list(disks));
        }
        // A descriptor has no segment number; otherwise the lowest number is the beginning.
        return disks.stream()
                .min(Comparator.comparing(
                                (Member d) -> SEGMENT_NAME.matcher(d.fileName()).matches())
                        .thenComparing(Member::name))
                .orElseThrow();
    }

    private static List<Member> related(Member first, List<Member> members) {
        return members.stream().filter(m -> stem(m).equals(stem(first))).toList();
    }

    private static List<Member> beside(Member sheet, List<Member> members) {
        return members.stream().filter(m -> m.folder().equals(sheet.folder())).toList();
    }

    private static String stem(Member member) {
        String name = SEGMENT.matcher(member.fileName()).replaceFirst("");
        return member.folder() + name.toLowerCase(Locale.ROOT);
    }

    private static Likeness likeness(Container container, Member member) throws IOException {
        ByteBuffer head;
        try (InputStream in = container.open(member)) {
            head = ByteBuffer.wrap(in.readNBytes(HEAD)).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (Container.kind(head).isPresent() || Compression.of(head).isPresent()) {
            return Likeness.ARCHIVE;
        }
        String name = member.fileName();
        ByteBuffer noTail = ByteBuffer.allocate(0);
        for (DiskFormat format : DiskFormats.all()) {
            if (!SAY_NOTHING.contains(format.name())
                    && format.matches(head.duplicate().order(ByteOrder.LITTLE_ENDIAN), noTail, Path.of("member"))) {
                return format instanceof CueSheetFormat ? Likeness.SHEET : Likeness.FORMAT;
            }
        }
        if (IMAGE_NAMES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
            return Likeness.NAME;
        }
        boolean bootable = head.limit() >= 512 && head.getShort(510) == (short) 0xAA55;
        return bootable ? Likeness.BOOT_SECTOR : Likeness.NONE;
    }

    /** What operating systems put beside files unasked. */
    private static boolean isClutter(Member member) {
        String name = member.fileName();
        return name.startsWith("._")
                || name.equals(".DS_Store")
                || member.name().startsWith("__MACOSX/");
    }

    private static String list(List<Member> members) {
        String names = String.join(
                ", ", members.stream().limit(LISTED).map(Member::name).toList());
        String all = members.size() > LISTED ? names + " and " + (members.size() - LISTED) + " more" : names;
        return all.replaceAll("\\p{Cntrl}", "?");
    }
}
