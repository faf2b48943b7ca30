package reliquary.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The profiles that a user of this computer sees. */
public final class Profiles {
    /** The profile of a machine about which nothing is known. */
    public static final String DEFAULT = "generic-486";

    private Profiles() {}

    /**
     * The machine that a profile describes.
     *
     * @param nameOrFile a name such as {@code generic-486}, or the path of a YAML file; either with {@code +option} any number of
     *     times
     * @throws ProfileException with a message of one line if there is no such profile or it is wrong
     */
    public static MachineProfile load(String nameOrFile) {
        return library().resolve(nameOrFile).machine();
    }

    /** The JSON Schema (2020-12) of profiles. */
    public static String schema() {
        return ProfileFolder.BuiltIn.resource("profile.schema.json").orElseThrow();
    }

    /** The project's profiles in {@code .relic/profiles}, behind them the user's, behind them the built-in ones. */
    public static ProfileLibrary library() {
        List<Path> folders = new ArrayList<>();
        folders.add(Path.of(".relic", "profiles"));
        userFolder().ifPresent(folders::add);
        return ProfileLibrary.of(folders);
    }

    /** {@code relic/profiles} in the user's folder for settings, where the system's rules put it. */
    private static Optional<Path> userFolder() {
        Optional<Path> settings = variable("XDG_CONFIG_HOME").or(() -> variable("APPDATA"));
        return settings.or(() ->
                        Optional.ofNullable(System.getProperty("user.home")).map(home -> Path.of(home, ".config")))
                .map(folder -> folder.resolve("relic").resolve("profiles"));
    }

    private static Optional<Path> variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
