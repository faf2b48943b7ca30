package reliquary.console;

import java.io.IOException;
import java.nio.file.Path;
import reliquary.bus.KeyEvent;

/** The machine as a console sees it. All methods may be called from any thread while the machine runs. */
public interface ConsoleTarget {
    /** What the display shows now. */
    Screen screen();

    /** A person's finger moves a key. */
    void key(KeyEvent event);

    /** Presses the reset button. */
    void requestReset();

    /** Ends the run. */
    void requestStop();

    /** Saves a picture of the display and says where. */
    Path saveScreenshot() throws IOException;
}
