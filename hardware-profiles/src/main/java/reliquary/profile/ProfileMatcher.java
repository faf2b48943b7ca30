package reliquary.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import reliquary.profile.DiskFacts.Media;
import reliquary.profile.DiskFacts.Setting;
import reliquary.profile.Match.Reason;
import reliquary.profile.MatchRules.LineRule;
import reliquary.profile.MatchRules.SystemRule;

/** Finds the machine that a disk comes from: every profile gets points for what the disk shows. */
public final class ProfileMatcher {
    /** A system that cannot start is worse than anything else. */
    private static final int SYSTEM_UNMET = -100;

    private static final int SYSTEM_MET = 5;
    /** A driver whose device is missing says so and the system starts without it. */
    private static final int LINE_UNMET = -15;

    private static final int LINE_MET = 5;
    private static final int NO_DRIVE = -100;
    private static final int NO_FLOPPY_DRIVE = -20;
    private static final int ONLY_DRIVE_B = -4;
    private static final int SAME_GEOMETRY = 15;
    private static final int OTHER_GEOMETRY = -5;
    private static final int BEYOND_BIOS = -40;
    private static final int IN_ITS_YEARS = 10;
    private static final int A_YEAR_OFF = -2;
    private static final int MOST_YEARS_OFF = -20;
    private static final int DEFAULT = 3;

    /** 1024 cylinders of 16 heads and 63 sectors: what INT 13h and ATA reach together without translation. */
    private static final long MOST_CHS_BYTES = 1024L * 16 * 63 * 512;
    /** 1024 cylinders of 16 heads and 17 sectors: more than any controller of the PC/XT had. */
    private static final long MOST_XT_BYTES = 1024L * 16 * 17 * 512;

    private final List<MachineProfile> machines;
    private final MatchRules rules;

    /** A matcher over all profiles of a library; profiles with mistakes are left out. */
    public ProfileMatcher(ProfileLibrary library) {
        this(library.valid());
    }

    /** A matcher over these machines. */
    public ProfileMatcher(List<MachineProfile> machines) {
        this.machines = List.copyOf(machines);
        this.rules = MatchRules.builtIn();
    }

    /** All profiles with their points, best first; of equals the generic ones, then by name. */
    public List<Match> rank(DiskFacts disk) {
        Comparator<Match> best = Comparator.comparingInt(match -> -match.score());
        // The sort keeps the order of equals.
        return machines.stream()
                .sorted(Comparator.comparing((MachineProfile machine) ->
                                machine.identity().maker().isPresent())
                        .thenComparing(MachineProfile::name))
                .map(machine -> match(machine, disk))
                .sorted(best)
                .toList();
    }

    private Match match(MachineProfile machine, DiskFacts disk) {
        List<Reason> reasons = new ArrayList<>();
        OptionalInt year = disk.lastYear();
        for (Map.Entry<SystemRule, String> system : systems(disk).entrySet()) {
            SystemRule rule = system.getKey();
            rule.needs().forEach(need -> judge(system.getValue(), need, machine, SYSTEM_MET, SYSTEM_UNMET, reasons));
            year = year.isPresent() ? year : rule.year();
        }
        for (Setting setting : disk.settings()) {
            for (LineRule rule : rules.lines()) {
                if (rule.fits(setting)) {
                    String found = setting.file() + " line " + setting.line() + ": " + rule.means();
                    rule.needs().forEach(need -> judge(found, need, machine, LINE_MET, LINE_UNMET, reasons));
                }
            }
        }
        drives(machine, disk, reasons);
        year.ifPresent(y -> years(machine, y, reasons));
        if (machine.name().equals(Profiles.DEFAULT)) {
            reasons.add(new Reason(DEFAULT, "what most offices had"));
        }
        reasons.sort(Comparator.comparingInt(reason -> -Math.abs(reason.points())));
        return new Match(
                machine.name(), reasons.stream().mapToInt(Reason::points).sum(), reasons);
    }

    /** Each rule that fits, once, with the first system that it fits: boot sector and files may both tell of a system. */
    private Map<SystemRule, String> systems(DiskFacts disk) {
        Map<SystemRule, String> found = new LinkedHashMap<>();
        for (String system : disk.systems()) {
            rules.systems().stream()
                    .filter(rule -> rule.name().matcher(system).find())
                    .findFirst()
                    .ifPresent(rule -> found.putIfAbsent(rule, system));
        }
        return found;
    }

    private static void judge(
            String found, Need need, MachineProfile machine, int met, int unmet, List<Reason> reasons) {
        boolean has = need.met().test(machine);
        String verdict = has ? "" : ", which the machine lacks";
        reasons.add(new Reason(has ? met : unmet, found + " needs " + need.what() + verdict));
    }

    private static void drives(MachineProfile machine, DiskFacts disk, List<Reason> reasons) {
        if (disk.media() == Media.CD && machine.cd() == CdDrive.NONE) {
            reasons.add(new Reason(NO_DRIVE, "a CD needs a CD drive, which the machine lacks"));
        }
        if (disk.media() == Media.FLOPPY) {
            floppy(machine.floppies(), disk.bytes(), reasons);
        }
        if (disk.media() == Media.HARD_DISK) {
            hardDisk(machine, disk, reasons);
        }
    }

    private static void floppy(Floppies drives, long bytes, List<Reason> reasons) {
        if (drives.a().filter(a -> a.reads(bytes)).isPresent()) {
            return;
        }
        String floppy = "a floppy of " + (bytes >> 10) + " KB fits ";
        if (drives.b().filter(b -> b.reads(bytes)).isPresent()) {
            reasons.add(new Reason(ONLY_DRIVE_B, floppy + "drive B: alone, and machines start from A:"));
        } else {
            reasons.add(new Reason(NO_FLOPPY_DRIVE, floppy + "no drive of the machine"));
        }
    }

    private static void hardDisk(MachineProfile machine, DiskFacts disk, List<Reason> reasons) {
        if (machine.hardDisks().slots().isEmpty()) {
            reasons.add(new Reason(NO_DRIVE, "a hard disk needs a controller, which the machine lacks"));
            return;
        }
        boolean old = machine.quirks().contains(Quirk.NO_EDD);
        long most = machine.architecture() == Architecture.XT ? MOST_XT_BYTES : old ? MOST_CHS_BYTES : Long.MAX_VALUE;
        if (disk.bytes() > most) {
            reasons.add(new Reason(
                    BEYOND_BIOS,
                    "a disk of " + (disk.bytes() >> 20) + " MB is more than its BIOS reached, " + (most >> 20)
                            + " MB"));
        }
        machine.hardDisks()
                .slots()
                .get(0)
                .geometry()
                .ifPresent(own -> disk.geometry().ifPresent(found -> {
                    boolean same = own.equals(found);
                    reasons.add(new Reason(
                            same ? SAME_GEOMETRY : OTHER_GEOMETRY,
                            "the disk has geometry " + found
                                    + (same ? ", as the machine's own had" : ", the machine's own had " + own)));
                }));
    }

    private static void years(MachineProfile machine, int year, List<Reason> reasons) {
        machine.identity().years().ifPresent(sold -> {
            int first = Integer.parseInt(sold.substring(0, 4));
            int last = Integer.parseInt(sold.substring(sold.length() - 4));
            // A machine was used for some years after the last one was sold.
            int off = Math.max(0, Math.max(first - year, year - last - 3));
            int points = off == 0 ? IN_ITS_YEARS : Math.max(MOST_YEARS_OFF, A_YEAR_OFF * off);
            reasons.add(new Reason(points, "last used about " + year + "; sold " + sold));
        });
    }
}
