package reliquary.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;
import reliquary.profile.Node.Mapping;
import reliquary.profile.Node.Scalar;

/**
 * Finds profiles by name in several folders and resolves them: what they extend below, the options that were added on top.
 *
 * <p>A name in an earlier folder hides the same name in a later one.
 */
public final class ProfileLibrary {
    private static final String DEFAULTS = "defaults";
    private static final int MOST_BASES = 16;
    private static final int MOST_OPTIONS = 32;

    private final List<ProfileFolder> folders;

    private ProfileLibrary(List<ProfileFolder> folders) {
        this.folders = folders;
    }

    /** The built-in profiles alone. */
    public static ProfileLibrary builtIn() {
        return new ProfileLibrary(List.of(new ProfileFolder.BuiltIn()));
    }

    /** Profiles in these folders, first come first, and behind them the built-in ones. Folders need not exist. */
    public static ProfileLibrary of(List<Path> folders) {
        List<ProfileFolder> all = new ArrayList<>();
        folders.forEach(folder -> all.add(new ProfileFolder.OnDisk(folder)));
        all.add(new ProfileFolder.BuiltIn());
        return new ProfileLibrary(all);
    }

    /** The names of all profiles, sorted. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        folders.forEach(folder -> names.addAll(folder.names()));
        names.remove(DEFAULTS);
        return List.copyOf(names);
    }

    /** All profiles in which nothing is wrong, in the order of their names. */
    public List<MachineProfile> valid() {
        List<MachineProfile> machines = new ArrayList<>();
        for (String name : names()) {
            try {
                machines.add(resolve(name).machine());
            } catch (ProfileException e) {
                LoggerFactory.getLogger(ProfileLibrary.class)
                        .warn("profile '{}' is left out: {}", name, e.getMessage());
            }
        }
        return machines;
    }

    /**
     * Resolves a profile.
     *
     * @param nameOrFile a name such as {@code generic-486}, or the path of a YAML file; either with {@code +option} any number of
     *     times
     * @throws ProfileException if there is no such profile or option, or if it is wrong
     */
    public ResolvedProfile resolve(String nameOrFile) {
        String plain = nameOrFile;
        List<String> options = List.of();
        int plus = nameOrFile.indexOf('+', nameOrFile.lastIndexOf(ProfileFolder.SUFFIX) + 1);
        if (plus >= 0 && !(isPath(nameOrFile) && Files.exists(Path.of(nameOrFile)))) {
            plain = nameOrFile.substring(0, plus);
            options = List.of(nameOrFile.substring(plus + 1).split("\\+", -1));
        }
        if (options.size() > MOST_OPTIONS) {
            throw new ProfileException("'" + plain + "' with more than " + MOST_OPTIONS + " options");
        }
        Found found = isPath(plain) ? file(Path.of(plain)) : find(plain);
        Mapping machine = withBases(found);
        return ResolvedProfile.of(
                withOptions(machine, plain, options), name(found, options), found.folder(), optionNames(machine));
    }

    private static List<String> optionNames(Mapping machine) {
        return machine.mapping("options")
                .map(options -> List.copyOf(options.entries().keySet()))
                .orElse(List.of());
    }

    private static boolean isPath(String text) {
        return text.endsWith(ProfileFolder.SUFFIX)
                || text.endsWith(".yml")
                || text.contains("/")
                || text.contains("\\");
    }

    private static Found file(Path path) {
        if (Files.isDirectory(path)) {
            throw new ProfileException(path + ": is a folder, not a profile");
        }
        if (!Files.exists(path)) {
            throw new ProfileException(path + ": no such file");
        }
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
        return new Found(ProfileFolder.OnDisk.read(path), folder);
    }

    private Found find(String name) {
        if (ProfileFolder.NAME.matches(name)) {
            for (ProfileFolder folder : folders) {
                Optional<Mapping> document = folder.find(name);
                if (document.isPresent()) {
                    return new Found(document.get(), folder.path());
                }
            }
        }
        throw new ProfileException(
                "no profile '" + name + "'" + NearestWord.hint(name, names()) + " (relic profiles list)");
    }

    private Mapping withBases(Found found) {
        List<Mapping> layers = new ArrayList<>();
        Map<String, Position> seen = new LinkedHashMap<>();
        Mapping document = found.document();
        layers.add(document);
        document.scalar("profile").ifPresent(name -> seen.put(name.text(), name.at()));
        for (Optional<Scalar> base = document.scalar("extends"); base.isPresent(); base = document.scalar("extends")) {
            Scalar name = base.get();
            if (seen.putIfAbsent(name.text(), name.at()) != null || seen.size() > MOST_BASES) {
                throw problem(
                        name,
                        "extends '" + name.text() + "', which extends this profile in turn, or too many in a row");
            }
            document = base(name);
            layers.add(document);
        }
        Mapping machine = find(DEFAULTS).document();
        for (int i = layers.size() - 1; i >= 0; i--) {
            machine = Layers.over(
                    machine, i == 0 ? layers.get(i) : layers.get(i).without("sources", "wikidata", "years"));
        }
        return machine;
    }

    private Mapping base(Scalar name) {
        try {
            return find(name.text()).document();
        } catch (ProfileException e) {
            throw e.problems().isEmpty() ? problem(name, String.valueOf(e.getMessage())) : e;
        }
    }

    private static Mapping withOptions(Mapping machine, String plain, List<String> options) {
        Mapping offered = machine.mapping("options").orElse(Mapping.empty(machine.at()));
        List<Problem> problems = new ArrayList<>();
        Mapping chosen = Mapping.empty(machine.at());
        for (String option : options) {
            Optional<Mapping> change = offered.mapping(option);
            if (change.isEmpty()) {
                throw new ProfileException("profile '" + plain + "' has no option '" + option + "'"
                        + NearestWord.hint(option, offered.entries().keySet()) + "; it has "
                        + String.join(", ", offered.entries().keySet()));
            }
            chosen = Layers.together(chosen, change.get(), option, problems);
        }
        if (!problems.isEmpty()) {
            throw new ProfileException(problems);
        }
        return Layers.over(machine, chosen).without("options");
    }

    private static String name(Found found, List<String> options) {
        String plain = found.document().scalar("profile").map(Scalar::text).orElse("");
        if (plain.isEmpty()) {
            throw new ProfileException(
                    List.of(new Problem(found.document().at(), "the first line is 'profile: NAME'")));
        }
        StringBuilder name = new StringBuilder(plain);
        options.stream().sorted().distinct().forEach(option -> name.append('+').append(option));
        return name.toString();
    }

    private static ProfileException problem(Scalar at, String message) {
        return new ProfileException(List.of(new Problem(at.at(), message)));
    }

    /** A document and the folder that its file names are relative to. */
    private record Found(Mapping document, Path folder) {}
}
