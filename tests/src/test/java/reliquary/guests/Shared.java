package reliquary.guests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Systems and programs that the project does not own: found on this machine, or their tests are skipped by name. */
final class Shared {
    private Shared() {}

    /** A guest system's disk image. */
    static Path guest(String name) {
        return find("RELIC_GUESTS", "guests", name);
    }

    /** An application's file. */
    static Path app(String name) {
        return find("RELIC_APPS", "apps", name);
    }

    private static Path find(String variable, String folder, String name) {
        List<Path> places = new ArrayList<>();
        String named = System.getenv(variable);
        if (named != null) {
            places.add(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            places.add(at.resolve("shared").resolve(folder));
        }
        places.add(Path.of(System.getProperty("user.home"), ".cache", "reliquary", folder));
        for (Path place : places) {
            if (Files.isRegularFile(place.resolve(name))) {
                return place.resolve(name);
            }
        }
        return Assumptions.abort(name + " is not here; set " + variable + " to the folder that has it");
    }
}
