package reliquary.engine;

import org.junit.jupiter.api.Test;

class EngineCheckTest {
    @Test
    void the_library_found_here_behaves_as_the_engine_needs() {
        UnicornLibrary.Loaded l = UnicornLibrary.find();
        new EngineCheck(l).run();
        long t = System.nanoTime();
        new EngineCheck(l).run();
        System.out.println("check " + (System.nanoTime() - t) / 1e6 + " ms");
    }
}
