package reliquary.device;

import java.util.ArrayList;
import java.util.List;
import reliquary.bus.Line;
import reliquary.bus.ToneLine;

/**
 * The PC's loudspeaker and its driver (IBM PC AT Technical Reference, "Speaker Interface"): it sounds while its data bit
 * lets the timer's wave through. Its state can be watched; making it audible is the listeners' affair.
 */
public final class Speaker implements ToneLine {
    private final List<Listener> listeners = new ArrayList<>();
    private double wave;
    private boolean open;

    /** Someone who hears the speaker. */
    @FunctionalInterface
    public interface Listener {
        /** From now on the speaker sounds with this frequency in hertz; 0 is silence. */
        void sounds(double hertz);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** The speaker data bit: low keeps the cone still. */
    public Line data() {
        return this::gate;
    }

    /** The audible frequency in hertz; 0 is silence. */
    public double hertz() {
        return open ? wave : 0;
    }

    @Override
    public void tone(double hertz) {
        change(hertz, open);
    }

    private void gate(boolean level) {
        change(wave, level);
    }

    private void change(double newWave, boolean nowOpen) {
        double before = hertz();
        wave = newWave;
        open = nowOpen;
        if (hertz() != before) {
            for (Listener listener : listeners) {
                listener.sounds(hertz());
            }
        }
    }
}
