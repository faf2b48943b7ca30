package reliquary.device;

import reliquary.bus.Line;

/** A logic probe: the level of a wire and how often it rose. */
final class Probe implements Line {
    boolean high;
    int rises;

    @Override
    public void set(boolean level) {
        if (level && !high) {
            rises++;
        }
        high = level;
    }
}
