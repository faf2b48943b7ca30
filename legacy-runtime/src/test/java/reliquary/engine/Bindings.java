package reliquary.engine;

import java.util.List;
import java.util.stream.Stream;

/** The library found on this host, once for each binding that this Java has. */
final class Bindings {
    private Bindings() {}

    static Stream<UnicornLibrary.Loaded> all() {
        UnicornLibrary.Loaded found = UnicornLibrary.find();
        List<String> names = Runtime.version().feature() >= 22 ? List.of("ffm", "jna") : List.of("jna");
        return names.stream().map(name -> new UnicornLibrary.Loaded(found.file(), found.version(), name));
    }
}
